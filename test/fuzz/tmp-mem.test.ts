import { expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { runBomb } from "./bombs/run-bomb.ts";
import { zipOf } from "../support/zip-writer.ts";
const store = useStore();
const cases: [string, string, () => Buffer][] = [
  ["zip 60k", "a.zip", () => zipOf(Array.from({ length: 60_000 }, (_, i) => ({ name: `${i}.csv`, text: Buffer.from("id,name\n1,x\n"), method: 0 })))],
  ["zip 199k long names", "a.zip", () => zipOf(Array.from({ length: 60_000 }, (_, i) => ({ name: `${"d".repeat(3000)}/${i}.csv`, text: Buffer.from("id,name\n1,x\n"), method: 0 })))],
  ["90k header", "a.csv", () => Buffer.from(`${Array.from({ length: 90_000 }, (_, i) => `c${i}`).join(",")}\n${"1,".repeat(89_999)}1\n`)],
  ["90k header 100 rows", "a.csv", () => Buffer.from(`${Array.from({ length: 90_000 }, (_, i) => `c${i}`).join(",")}\n${`${"1,".repeat(89_999)}1\n`.repeat(100)}`)],
  ["90k twins", "a.csv", () => Buffer.from(`${Array.from({ length: 90_000 }, (_, i) => `c${i % 45_000}`).join(",")}\n${"1,".repeat(89_999)}1\n`)],
  ["90k long names", "a.csv", () => Buffer.from(`${Array.from({ length: 90_000 }, (_, i) => `${"c".repeat(300)}${i}`).join(",")}\n${"1,".repeat(89_999)}1\n`)],
  ["json deep", "a.jsonl", () => Buffer.from(`{"a":${"[".repeat(2_000_000)}${"]".repeat(2_000_000)}}\n`)],
  ["json deep objects", "a.jsonl", () => Buffer.from(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}\n`)],
  ["json 90k keys", "a.jsonl", () => Buffer.from(`{${Array.from({ length: 90_000 }, (_, i) => `"c${i}":1`).join(",")}}\n`)],
  ["json 1M distinct keys", "a.jsonl", () => Buffer.from(Array.from({ length: 100 }, (_, r) => `{${Array.from({ length: 10_000 }, (_, i) => `"c${r}_${i}":1`).join(",")}}\n`).join(""))],
  ["json 63MB array", "a.jsonl", () => Buffer.from(`{"a":[${"1,".repeat(30_000_000)}1]}\n`)],
];
test.for(cases)("%s", { timeout: 200_000 }, async ([name, key, body]) => {
  store().put(bucketName, key, body());
  const { code, complaints, peak, cpu, longestLine } = await runBomb(store());
  process.stdout.write(`${JSON.stringify([name, code, Math.round(peak), cpu, longestLine, complaints.map((c) => c.slice(0, 300)).slice(0, 4), complaints.length])}\n`);
  expect(1).toBe(1);
});
