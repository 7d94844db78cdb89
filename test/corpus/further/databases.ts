import type { CorpusFile } from "../corpus-file.ts";
import type { Rows } from "../tables.ts";
import { range, two, pick, comma, unnamed, when, customers, plainly, file } from "./write.ts";

const access: Rows = [
  unnamed(4),
  ...range(10).map((n) => [
    String(n),
    pick(["Müller GmbH", "Größe & Co", "Jäger; Söhne"], n),
    `${n}.3.2024 00:00:00`,
    comma(n * 12.5),
  ]),
];

const progress: Rows = [
  unnamed(5),
  ...range(12).map((n) => [
    String(n),
    pick(["Lift Line Skiing", 'Urpon "Frisbee"', "Hoops"], n),
    "USA",
    "?",
    `03/${two(n)}/24`,
  ]),
];

const sqlcmd: Rows = [
  ["id", "name", "created", "amount"],
  ...range(10).map((n) => [String(n), pick(customers, n), `${when(n)} 00:00:00.000`, (n * 10.5).toFixed(2)]),
];

const netezza: Rows = [
  unnamed(5),
  ...range(12).map((n) => [
    String(700 + n),
    pick(["A|B Traders", "Plain", "Back\\slash"], n),
    when(n),
    (n / 3).toFixed(4),
    "t",
  ]),
];

const db2: Rows = [
  unnamed(5),
  ...range(12).map((n) => [
    String(n),
    pick(['Say "yes"', "Smith, J", "Plain"], n),
    `+0000000${two(n)}.50`,
    `202403${two(n)}`,
    `2024-03-${two(n)}-12.00.00.000000`,
  ]),
];

const informix: Rows = [
  unnamed(5),
  ...range(12).map((n) => [
    String(100 + n),
    pick(["Sports 'R' Us", "A|B Shop", "Play Ball!"], n),
    "Sunnyvale",
    "",
    `03/${two(n)}/2024`,
  ]),
];

const bcp: Rows = [
  ["id", "name", "note", "created"],
  ...range(10).map((n) => [String(n), pick(customers, n), pick(["a|b", "c, d", ""], n), when(n)]),
];

const hive: Rows = [
  unnamed(5),
  ...range(14).map((n) => [
    String(n),
    pick(["click", "view"], n),
    n % 3 ? `u${n}` : "\\N",
    "\\N",
    `${when(n)} 10:00:00`,
  ]),
];

const psql: Rows = [
  ["id", "name", "amount"],
  ...range(10).map((n) => [String(n), pick(customers, n), (n * 2.5).toFixed(2)]),
];

const as400: Rows = [
  unnamed(4),
  ...range(10).map((n) => [`0001${two(n)}`, pick(customers, n), (n * 125).toFixed(2), `202403${two(n)}`]),
];

/** What databases write. */
export const databases: readonly CorpusFile[] = [
  file("AS/400, copy to import file", {
    rows: as400,
    lines: as400.slice(1).map(([id, name, amount, day]) => `"${id}","${name}",${amount?.padStart(10)},${day}`),
    lineEnd: "\r\n",
  }),
  file("Access, German, without names", {
    rows: access,
    lines: access.slice(1).map(([id, name, day, amount]) => `${id};"${name}";${day};${amount}`),
    lineEnd: "\r\n",
    encoding: "latin1",
  }),
  file("Progress, export with blanks between fields", {
    rows: progress,
    lines: progress
      .slice(1)
      .map(([id, name, land, none, day]) => `${id} "${name?.replaceAll('"', '""')}" "${land}" ${none} ${day}`),
  }),
  file("SQL Server, sqlcmd with a line under the names", {
    rows: sqlcmd,
    lines: [
      sqlcmd[0]?.join(",") ?? "",
      "--,----,-------,------",
      ...plainly(sqlcmd.slice(1), ","),
      "",
      "(10 rows affected)",
    ],
    lineEnd: "\r\n",
    isPlain: false,
  }),
  file("Netezza, external table", {
    rows: netezza,
    lines: netezza
      .slice(1)
      .map((row) => row.map((field) => field.replaceAll("\\", "\\\\").replaceAll("|", "\\|")).join("|")),
  }),
  file("Db2, delimited", {
    rows: db2,
    lines: db2
      .slice(1)
      .map(([id, name, amount, day, at]) => `${id},"${name?.replaceAll('"', '""')}",${amount},${day},"${at}"`),
  }),
  file("Informix, unload", {
    rows: informix,
    lines: informix.slice(1).map((row) => row.map((field) => `${field.replaceAll("|", "\\|")}|`).join("")),
  }),
  file("Sybase bcp, three marks between fields", { rows: bcp, lines: plainly(bcp, "|~|") }),
  file("Hive, without names and with its nulls", { rows: hive, lines: plainly(hive.slice(1), "\x01") }),
  file("psql, as it shows a table", {
    rows: psql,
    lines: [
      " id |    name     | amount ",
      "----+-------------+--------",
      ...psql
        .slice(1)
        .map(([id, name, amount]) => ` ${id?.padStart(2)} | ${name?.padEnd(11)} | ${amount?.padStart(6)}`),
      "(10 rows)",
      "",
    ],
    isPlain: false,
  }),
];
