import type { CorpusFile } from "../corpus-file.ts";
import type { Rows } from "../tables.ts";
import { range, two, pick, comma, unnamed, when, plainly, quoted, file } from "./write.ts";

const noaa: Rows = [
  ["Date", "Value", "Anomaly"],
  ...range(20).map((n) => [String(189_512 + n * 100), (50 + n / 7).toFixed(2), (-1.7 + n / 9).toFixed(2)]),
];

const usgs: Rows = [
  ["agency_cd", "site_no", "datetime", "tz_cd", "00060_00003", "00060_00003_cd"],
  ...range(14).map((n) => ["USGS", "01646500", when(n), "EST", String(9000 + n * 37), "A"]),
];

const labview: Rows = [
  ["X_Value", "Voltage", "Voltage 1", "Comment"],
  ...range(15).map((n) => [(n / 1000).toFixed(6), Math.sin(n).toFixed(6), Math.cos(n).toFixed(6), ""]),
];

const wincc: Rows = [
  ["VarName", "TimeString", "VarValue", "Validity", "Time_ms"],
  ...range(12).map((n) => [
    "Kessel_Temp",
    `01.03.2024 10:${two(n)}:00`,
    comma(80 + n / 10),
    "1",
    `45352${n},4166666667`,
  ]),
];

const toa5: Rows = [
  ["TIMESTAMP", "RECORD", "BattV_Min", "AirTC_Avg", "RH", "Rain_mm_Tot"],
  ...range(14).map((n) => [
    `2024-03-01 ${two(n)}:00:00`,
    String(n),
    (12 + n / 50).toFixed(2),
    (5 + n / 3).toFixed(3),
    String(80 - n),
    "0",
  ]),
];

const chemstation: Rows = [
  unnamed(6),
  ...range(10).map((n) => [
    String(n),
    (n * 1.37).toFixed(5),
    pick(["BB", "BV", "VB"], n),
    "0.0512",
    (n * 104.1).toFixed(5),
    (n * 2.1).toFixed(5),
  ]),
];

const sensors: Rows = [
  ["station", "measured", "value"],
  ...range(24).map((n) => [`S${n % 4}`, `${when(1 + (n % 20))} 10:00`, (n * 1.5).toFixed(1)]),
];

const dwd: Rows = [
  ["STATIONS_ID", "MESS_DATUM", "QN_3", "F", "D", "eor"],
  ...range(14).map((n) => ["44", `20240301${two(n)}`, "3", (n / 3).toFixed(1), String(n * 10), "eor"]),
];

/** What loggers and instruments write, and services of weather and water. */
export const instruments: readonly CorpusFile[] = [
  file("NOAA, lines with commas above", {
    rows: noaa,
    lines: [
      "Contiguous U.S. Average Temperature, January-December",
      "Units: Degrees Fahrenheit",
      "Base Period: 1901-2000",
      "Missing: -99",
      ...plainly(noaa, ","),
    ],
    isPlain: false,
  }),
  file("USGS, comments and a row of widths", {
    rows: usgs,
    lines: [
      "# ---------------------------------- WARNING ----------------------------------------",
      "# Some of the data that you have obtained are provisional",
      "#",
      "# Data for the following 1 site(s) are contained in this file",
      "#    USGS 01646500 POTOMAC RIVER NEAR WASH, DC",
      "#",
      usgs[0]?.join("\t") ?? "",
      "5s\t15s\t20d\t6s\t14n\t10s",
      ...plainly(usgs.slice(1), "\t"),
    ],
    isPlain: false,
  }),
  file("LabVIEW, measurement file", {
    rows: labview,
    lines: [
      "LabVIEW Measurement\t",
      "Writer_Version\t2",
      "Reader_Version\t2",
      "Separator\tTab",
      "Decimal_Separator\t.",
      "Date\t2024/03/01",
      "***End_of_Header***\t",
      "",
      "Channels\t2\t\t",
      "Samples\t15\t15\t",
      "***End_of_Header***\t\t\t",
      ...plainly(labview, "\t"),
    ],
    lineEnd: "\r\n",
    isPlain: false,
  }),
  file("WinCC, archive", {
    rows: wincc,
    lines: wincc.map(([a, b, c, d, e], n) =>
      n === 0 ? quoted([a, b, c, d, e].map(String), ";") : `"${a}";"${b}";${c};${d};${e}`,
    ),
    lineEnd: "\r\n",
  }),
  file("Campbell Scientific, TOA5", {
    rows: toa5,
    lines: [
      '"TOA5","CR1000","CR1000","12345","CR1000.Std.32","CPU:weather.CR1","42","Hourly"',
      quoted(toa5[0] ?? [], ","),
      '"TS","RN","Volts","Deg C","%","mm"',
      '"","","Min","Avg","Smp","Tot"',
      ...toa5.slice(1).map(([at, ...rest]) => [`"${at}"`, ...rest].join(",")),
    ],
    lineEnd: "\r\n",
    isPlain: false,
  }),
  file("HP ChemStation, UTF-16 without names", {
    rows: chemstation,
    lines: chemstation.slice(1).map(([a, b, c, ...rest]) => [a, b, `"${c}"`, ...rest].join(",")),
    lineEnd: "\r\n",
    encoding: "utf-16le",
    hasMark: true,
  }),
  file("Exports one behind the other, each with its header", {
    rows: sensors,
    lines: [
      ...plainly(sensors.slice(0, 9), ","),
      ...plainly([sensors[0] ?? [], ...sensors.slice(9, 17)], ","),
      ...plainly([sensors[0] ?? [], ...sensors.slice(17)], ","),
    ],
    isPlain: false,
    isBeyondSettings: true,
  }),
  file("German weather service, blanks before values", {
    rows: dwd,
    lines: dwd.map(([id, day, level, f, d, eor], n) =>
      [n === 0 ? id : id?.padStart(11), day, level?.padStart(5), f?.padStart(4), d?.padStart(4), eor].join(";"),
    ),
    lineEnd: "\r\n",
  }),
];
