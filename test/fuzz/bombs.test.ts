import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { largeFile } from "../support/large-file.ts";
import { parseLog, testEnvironment, writeFiles } from "../support/run-tap.ts";
import type { GeneratedBody } from "../../local-aws/store/content.ts";
import { zipOf } from "../support/zip-writer.ts";

const store = useStore();
const binary = fileURLToPath(new URL("../../bin/tap-s3-csv.js", import.meta.url));
const megabyte = 1024 * 1024;
const header = "id,name\n";

/** Zeros for 10 GiB, in 160 members of a gzip file. */
const zeros = repeated(gzipSync(Buffer.alloc(64 * megabyte), { level: 9 }), 160);
const spaces = gzipSync(Buffer.alloc(64 * megabyte, " "), { level: 9 });

/** An archive whose every entry is the same bytes: https://www.bamsoftware.com/hacks/zipbomb/ */
const overlapping = zipOf(
  Array.from({ length: 1000 }, (_, index) => ({
    name: `${index}.csv`,
    text: index === 0 ? Buffer.from(header + "1,x\n".repeat(100_000)) : Buffer.from(header),
    claims: { start: 0 },
  })),
);

const bombs: readonly (readonly [name: string, key: string, body: Buffer | GeneratedBody, says: RegExp])[] = [
  ["10 GiB of zeros in gzip", "a.csv.gz", zeros, /expands to more than 200 times its size; set "max_expansion"/],
  [
    "10 GiB of spaces in gzip",
    "a.csv.gz",
    repeated(spaces, 160),
    /expands to more than 200 times its size|larger than/,
  ],
  ["gzip in gzip", "a.csv.gz", gzipSync(gzipSync(Buffer.alloc(512 * megabyte))), /packed more than once/],
  ["a zip archive whose files overlap", "a.zip", overlapping, /files overlap/],
  [
    "a zip archive of one bomb",
    "a.zip",
    // Long rows: what stands before the limit is written, and shorter ones would be millions of records.
    zipOf([{ name: "a.csv", text: Buffer.alloc(512 * megabyte, `1,${"x".repeat(1000)}\n`) }]),
    /expands to more than 200 times/,
  ],
  [
    "one line of 1 GB",
    "a.csv",
    largeFile(1024 * megabyte, header, "x".repeat(1000)),
    /record at line 2 is larger than 67108864 bytes; .*"max_record_size"/,
  ],
  ["a header of 100 MB", "a.csv", largeFile(100 * megabyte, "a", "x".repeat(1000)), /record at line 1 is larger than/],
  [
    "a row of 1,000,000 fields",
    "a.csv",
    Buffer.from(`${header}${"1,".repeat(1_000_000)}\n`),
    /record at line 2 has more than 100000 fields/,
  ],
  [
    "a header of 1,000,000 columns",
    "a.csv",
    Buffer.from(`${names(1_000_000)}\n`),
    /record at line 1 has more than 100000 fields/,
  ],
  [
    "a quote that does not close for 300 MB",
    "a.csv",
    largeFile(300 * megabyte, `${header}"`, "1,some name\n"),
    /record at line 2 is larger than .*a quote that never closes/,
  ],
  [
    "a quote that does not close for 40 MB",
    "a.csv",
    largeFile(40 * megabyte, `${header}"`, "1,some name\n"),
    /record at line 2 opens a quote that never closes/,
  ],
  [
    "one line of JSON of 1 GB",
    "a.jsonl",
    largeFile(1024 * megabyte, '{"a":"', "x".repeat(1000)),
    /line 1 .*larger than 67108864 bytes/,
  ],
];

describe.runIf(process.platform === "linux")("A bomb is refused in one sentence, and in less than 300 MB:", () => {
  test.for(bombs)("%s", { timeout: 300_000 }, async ([, key, body, says]) => {
    store().put(bucketName, key, body);
    const { code, complaints, peak } = await run();
    expect(complaints).toContainEqual(expect.stringMatching(says));
    expect(new Set(complaints).size).toBeLessThanOrEqual(2);
    expect(code).toBe(4);
    expect(peak).toBeGreaterThan(20);
    expect(peak).toBeLessThan(300);
  });
});

/** Runs the tap over the bucket; the peak of its resident memory is in MB. */
async function run(): Promise<{ code: unknown; complaints: readonly string[]; peak: number }> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-test-"));
  try {
    const config = configFor(store(), { tables: [{ table_name: "t", search_pattern: "." }] });
    const args = await writeFiles(folder, { config });
    const child = spawn(process.execPath, [binary, ...args], {
      env: testEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.resume();
    let [peak, log] = [0, ""];
    child.stderr.on("data", (chunk: Buffer) => void (log += chunk.toString()));
    const timer = setInterval(async () => {
      const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    }, 20);
    const [code] = await once(child, "close");
    clearInterval(timer);
    const complaints = parseLog(log).filter(({ level }) => ["warn", "error", "fatal"].includes(level));
    return { code, complaints: complaints.map(({ msg }) => msg), peak };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The same bytes again and again. */
function repeated(bytes: Buffer, times: number): GeneratedBody {
  return {
    size: bytes.length * times,
    *read(from, to) {
      for (let at = from; at < to;) {
        const start = at % bytes.length;
        const piece = bytes.subarray(start, Math.min(bytes.length, start + 65_536, start + to - at));
        yield piece;
        at += piece.length;
      }
    },
  };
}

function names(count: number): string {
  return Array.from({ length: count }, (_, index) => `c${index}`).join(",");
}
