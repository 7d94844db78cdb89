import { largeFile } from "../../support/large-file.ts";
import { type Bomb, bombOf as bomb } from "./bomb.ts";

const megabyte = 1024 * 1024;
const header = "id,name\n";

/** Records that do not end, and more columns than a table can have. */
export const textBombs: readonly Bomb[] = [
  bomb(
    "one line of 1 GB",
    "a.csv",
    largeFile(1024 * megabyte, header, "x".repeat(1000)),
    /record at line 2 is larger than 67108864 bytes; .*"max_record_size"/,
  ),
  bomb(
    "a header of 100 MB",
    "a.csv",
    largeFile(100 * megabyte, "a", "x".repeat(1000)),
    /record at line 1 is larger than/,
  ),
  bomb(
    "a row of 1,000,000 fields",
    "a.csv",
    Buffer.from(`${header}${"1,".repeat(1_000_000)}\n`),
    /record at line 2 has more than 100000 fields/,
  ),
  bomb(
    "a header of 1,000,000 columns",
    "a.csv",
    Buffer.from(`${names(1_000_000)}\n`),
    /record at line 1 has more than 100000 fields/,
  ),
  bomb(
    "a quote that does not close for 300 MB",
    "a.csv",
    largeFile(300 * megabyte, `${header}"`, "1,some name\n"),
    /record at line 2 is larger than .*a quote that never closes/,
  ),
  bomb(
    "a quote that does not close for 40 MB",
    "a.csv",
    largeFile(40 * megabyte, `${header}"`, "1,some name\n"),
    /record at line 2 opens a quote that never closes/,
  ),
  bomb(
    "one line of JSON of 1 GB",
    "a.jsonl",
    largeFile(1024 * megabyte, '{"a":"', "x".repeat(1000)),
    /line 1 .*larger than 67108864 bytes/,
  ),
  bomb(
    "90,000 columns of long names",
    "a.csv",
    Buffer.from(`${names(90_000, "c".repeat(300))}\n`),
    /names in its header have more than 4194304 characters together/,
  ),
  bomb(
    "JSON nested two million deep",
    "a.jsonl",
    Buffer.from(`{"a":${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}}\n`),
    /nested more than 500 deep/,
  ),
  bomb(
    "JSON objects nested 20,000 deep",
    "a.jsonl",
    Buffer.from(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}\n`),
    /nested more than 500 deep/,
  ),
  bomb(
    "one JSON array of 30,000,000 numbers",
    "a.jsonl",
    Buffer.from(`{"a":[${"1,".repeat(30_000_000)}1]}\n`),
    /a value holds more than 1000000 others/,
  ),
  bomb(
    "a key of 60 MB in JSON",
    "a.jsonl",
    Buffer.from(`{"${"k".repeat(60_000_000)}":1}\n`),
    /the keys of the file have more than 4194304 bytes/,
  ),
  bomb(
    "JSON whose keys are data",
    "a.jsonl",
    Buffer.from(Array.from({ length: 100 }, (_, row) => `{${names(10_000, `"r${row}_`, '":1')}}\n`).join("")),
    /more than 50000 different keys/,
  ),
];

function names(count: number, before = "c", after = ""): string {
  return Array.from({ length: count }, (_, index) => `${before}${index}${after}`).join(",");
}
