import type { CorpusFile } from "../corpus-file.ts";
import type { Rows } from "../tables.ts";
import { range, two, pick, comma, unnamed, when, customers, plainly, quoted, csvLine, file } from "./write.ts";

const xero: Rows = [
  ["*ContactName", "*InvoiceNumber", "*InvoiceDate", "*DueDate", "Description", "*Quantity", "*UnitAmount"],
  ...range(10).map((n) => [
    pick(customers, n),
    `INV-${n}`,
    `${two(n)}/03/2024`,
    `${two(n + 10)}/03/2024`,
    "Consulting, hourly",
    String(n),
    "90.00",
  ]),
];

const datev: Rows = [
  [
    "Umsatz",
    "Soll/Haben-Kennzeichen",
    "WKZ Umsatz",
    "Konto",
    "Gegenkonto",
    "Belegdatum",
    "Belegfeld 1",
    "Buchungstext",
  ],
  ...range(12).map((n) => [
    comma(n * 119),
    pick(["S", "H"], n),
    "EUR",
    String(10_000 + n),
    "8400",
    `${two(n)}03`,
    `RE${n}`,
    `Müller; Rechnung ${n}`,
  ]),
];

const elster: Rows = [
  ["Feldname", "Feldinhalt"],
  ["Steuernummer", "123/456/78901"],
  ["Name", "Bäckerei Groß GmbH"],
  ["Zeitraum", "März 2024"],
  ["Umsätze zu 19 %", "12.345,00"],
  ["Umsätze zu 7 %", "2.345,00"],
  ["Vorsteuer", "1.234,56"],
  ["Verbleibender Betrag", "1.110,44"],
];

const bloomberg: Rows = [
  unnamed(6),
  ...range(12).map((n) => [
    `${pick(["IBM US", "SAP GY", "BMW GY"], n)} Equity ${n}`,
    "0",
    "3",
    (100 + n / 3).toFixed(3),
    "EUR",
    `2024030${n % 9}`,
  ]),
];

const rabobank: Rows = [
  ["IBAN/BBAN", "Munt", "BIC", "Volgnr", "Datum", "Bedrag", "Saldo na trn", "Naam tegenpartij"],
  ...range(11).map((n) => [
    "NL00RABO0123456789",
    "EUR",
    "RABONL2U",
    String(n).padStart(18, "0"),
    when(n),
    `${n % 2 ? "+" : "-"}${comma(n * 12.5)}`,
    `+${comma(5000 + n)}`,
    pick(["Jansen, P.", "Albert Heijn 1234", "Ziggo B.V."], n),
  ]),
];

const quickbooks: Rows = [
  ["", "Date", "Transaction Type", "Num", "Name", "Amount"],
  ...range(10).map((n) => [
    "",
    `03/${two(n)}/2024`,
    "Invoice",
    String(1000 + n),
    pick(customers, n),
    (n * 75).toFixed(2),
  ]),
];

/** What programs for accounts and taxes write, and banks. */
export const accounts: readonly CorpusFile[] = [
  file("Xero, invoices with stars before their names", { rows: xero, lines: xero.map(csvLine), lineEnd: "\r\n" }),
  file("DATEV, two header lines", {
    rows: datev,
    lines: [
      '"EXTF";700;21;"Buchungsstapel";12;20240301120000;;"RE";"";"";1001;1;20240101;4;20240301;20240331;"März";"";1;;0;"EUR";;"";;;"03"',
      datev[0]?.join(";") ?? "",
      ...datev.slice(1).map(([a, b, c, d, e, f, g, h]) => `${a};"${b}";"${c}";${d};${e};${f};"${g}";"${h}"`),
    ],
    lineEnd: "\r\n",
    encoding: "latin1",
  }),
  file("ELSTER, names and values", { rows: elster, lines: plainly(elster, ";"), lineEnd: "\r\n", encoding: "latin1" }),
  file("Bloomberg, fields and data between marks", {
    rows: bloomberg,
    lines: [
      "START-OF-FILE",
      "RUNDATE=20240301",
      "PROGRAMNAME=getdata",
      "START-OF-FIELDS",
      "PX_LAST",
      "CRNCY",
      "LAST_UPDATE_DT",
      "END-OF-FIELDS",
      "START-OF-DATA",
      ...bloomberg.slice(1).map((row) => `${row.join("|")}|`),
      "END-OF-DATA",
      "END-OF-FILE",
    ],
    isPlain: false,
  }),
  file("Rabobank, statement with signed amounts", {
    rows: rabobank,
    lines: rabobank.map((row) => quoted(row, ",")),
    lineEnd: "\r\n",
  }),
  file("QuickBooks, report with an empty first field and totals", {
    rows: quickbooks,
    lines: [
      "Acme Inc,,,,,",
      "Transaction List by Date,,,,,",
      '"January - March, 2024",,,,,',
      "",
      ...plainly(quickbooks, ","),
      ",,,,,4125.00",
    ],
    isPlain: false,
  }),
];
