import type { CorpusFile } from "../corpus-file.ts";
import type { Rows } from "../tables.ts";
import { range, two, pick, unnamed, when, plainly, quoted, file } from "./write.ts";

const insee: Rows = [
  ["CODGEO", "LIBGEO", "P20_POP", "P20_LOG", "MED21"],
  ...range(12).map((n) => [
    `0${1000 + n}`,
    pick(["Ambérieu", "L'Abergement-Clémenciat", "Bourg; Est"], n),
    String(n * 831),
    String(n * 400),
    String(21_000 + n * 10),
  ]),
];

const eurostat: Rows = [
  ["freq,unit,geo\\TIME_PERIOD", "2019", "2020", "2021", "2022"],
  ...range(12).map((n) => [
    `A,PC,${pick(["AT", "BE", "DE", "FR", "IT"], n)}${n}`,
    (n * 1.1).toFixed(1),
    n % 4 === 0 ? ":" : (n * 1.2).toFixed(1),
    `${(n * 1.3).toFixed(1)} e`,
    (n * 1.4).toFixed(1),
  ]),
];

const worldBank: Rows = [
  ["Country Name", "Country Code", "Indicator Name", "Indicator Code", "2019", "2020", "2021"],
  ...range(14).map((n) => [
    pick(["Aruba", "Congo, Dem. Rep.", "Egypt, Arab Rep."], n),
    `C${two(n)}`,
    "Population, total",
    "SP.POP.TOTL",
    String(n * 1000),
    n % 5 ? String(n * 1001) : "",
    String(n * 1002),
  ]),
];

const iis: Rows = [
  ["date", "time", "s-ip", "cs-method", "cs-uri-stem", "cs-uri-query", "s-port", "sc-status", "time-taken"],
  ...range(14).map((n) => [
    when(1),
    `00:00:${two(n)}`,
    "10.0.0.1",
    "GET",
    `/p/${n}.html`,
    "-",
    "443",
    "200",
    String(n * 7),
  ]),
];

const cloudfront: Rows = [
  ["date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)", "sc-status"],
  ...range(14).map((n) => [
    when(1),
    `00:00:${two(n)}`,
    "FRA56-P1",
    String(n * 501),
    `192.0.2.${n}`,
    "GET",
    "d1.example.org",
    "200",
  ]),
];

const balancer: Rows = [
  unnamed(6),
  ...range(12).map((n) => [
    "https",
    `2024-03-01T22:${two(n)}:01.187000Z`,
    "app/shop/50dc6c495c0c9188",
    (n / 1000).toFixed(3),
    `GET https://example.org:443/p/${n} HTTP/1.1`,
    "Mozilla/5.0 (X11; Linux)",
  ]),
];

const passwd: Rows = [
  unnamed(7),
  ...["root", "daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news"].map((name, n) => [
    name,
    "x",
    String(n),
    String(n),
    name,
    `/var/${name}`,
    "/usr/sbin/nologin",
  ]),
];

const quarters: Rows = [
  ["Region", "2023 Q1", "2023 Q2", "2024 Q1", "2024 Q2"],
  ...range(10).map((n) => [`Region ${n}`, String(n * 10), String(n * 11), String(n * 12), String(n * 13)]),
];

const lotus: Rows = [
  ["Region", "Quarter 1", "Quarter 2"],
  ...range(8).map((n) => [`North ${n}`, String(n * 1200), String(n * 1300)]),
];

/** Statistics, spreadsheets of old, and logs of servers. */
export const systems: readonly CorpusFile[] = [
  file("Lotus 1-2-3, with the mark that ends a file of DOS", {
    rows: lotus,
    lines: [
      ...lotus.map(([region, ...numbers], n) => `"${region}",${n === 0 ? quoted(numbers, ",") : numbers.join(",")}`),
      "\x1a",
    ],
    lineEnd: "\r\n",
    isPlain: false,
  }),
  file("INSEE, labels above the codes", {
    rows: insee,
    lines: [
      "Code;Libellé de la commune;Population en 2020;Logements en 2020;Niveau de vie médian en 2021",
      ...insee.map(([code, name, ...numbers]) =>
        [code, name?.includes(";") ? `"${name}"` : name, ...numbers].join(";"),
      ),
    ],
    isPlain: false,
  }),
  file("Eurostat, tabs and blanks", {
    rows: eurostat,
    lines: eurostat.map(([key, ...values], n) =>
      [key, ...values.map((value) => (n === 0 || !value.endsWith("e") ? `${value} ` : value))].join("\t"),
    ),
  }),
  file("World Bank, lines that end with commas above", {
    rows: worldBank,
    lines: [
      '"Data Source","World Development Indicators",',
      "",
      '"Last Updated Date","2024-03-28",',
      "",
      ...worldBank.map((row) => `${quoted(row, ",")},`),
    ],
    hasMark: true,
    isPlain: false,
  }),
  file("IIS, W3C log", {
    rows: iis,
    lines: [
      "#Software: Microsoft Internet Information Services 10.0",
      "#Version: 1.0",
      "#Date: 2024-03-01 00:00:00",
      `#Fields: ${iis[0]?.join(" ")}`,
      ...plainly(iis.slice(1), " "),
    ],
    lineEnd: "\r\n",
    isPlain: false,
  }),
  file("CloudFront, standard log", {
    rows: cloudfront,
    lines: ["#Version: 1.0", `#Fields: ${cloudfront[0]?.join(" ")}`, ...plainly(cloudfront.slice(1), "\t")],
    isPlain: false,
  }),
  file("Load balancer, access log", {
    rows: balancer,
    lines: balancer.slice(1).map((row) => row.map((field) => (field.includes(" ") ? `"${field}"` : field)).join(" ")),
  }),
  file("Unix, users between colons", { rows: passwd, lines: plainly(passwd.slice(1), ":") }),
  file("Pivot table, years above the quarters", {
    rows: quarters,
    lines: [",2023,,2024,", "Region,Q1,Q2,Q1,Q2", ...plainly(quarters.slice(1), ",")],
    isPlain: false,
  }),
];
