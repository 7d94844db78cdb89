import { describeFormat } from "../../test/support/format-suite.ts";
import { tableWith } from "../../test/support/table-with.ts";
import { csvFormat } from "./csv-format.ts";

const rows = (delimiter: string) =>
  `id${delimiter}name\r\n1${delimiter}x\n\n\n2${delimiter}"é, ""y"""\n3${delimiter}\n`;
const records = [
  { id: "1", name: "x" },
  { id: "2", name: 'é, "y"' },
  { id: "3", name: "" },
];
const long = (delimiter: string) =>
  `id${delimiter}name\n${Array.from({ length: 15_000 }, (_, row) => `${row}${delimiter}"line\n${row}"\n`).join("")}`;
const common = {
  records,
  mayEnd: "anywhere",
  empty: "no records",
  garbage: [Buffer.from('id\n"never closed\n'), Buffer.from([0x69, 0x64, 0x0a, 0xff, 0xfe, 0x0a])],
} as const;

describeFormat("CSV", () => csvFormat(","), { small: Buffer.from(rows(",")), long: Buffer.from(long(",")), ...common });

describeFormat("TSV", () => csvFormat("\t"), {
  small: Buffer.from(rows("\t")),
  long: Buffer.from(long("\t")),
  ...common,
});

describeFormat("CSV behind a byte order mark and lines above the header", () => csvFormat(","), {
  ...common,
  small: Buffer.from(`\ufeffReport\n${rows(",")}`),
  long: Buffer.from(`\ufeffReport\n${long(",")}`),
  garbage: [],
  settings: { settings: tableWith({ skip_lines: 1 }) },
});

describeFormat("CSV in UTF-16", () => csvFormat(","), {
  ...common,
  small: Buffer.from(`\ufeff${rows(",")}`, "utf16le"),
  long: Buffer.from(`\ufeff${long(",")}`, "utf16le"),
  garbage: [],
});
