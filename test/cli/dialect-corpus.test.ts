import { beforeAll, describe, expect, test } from "vitest";
import { corpus } from "../corpus/programs.ts";
import { readWithTap, type TapReading } from "../corpus/read-with-tap.ts";
import { bucketName, useStore } from "../support/bucket.ts";

const store = useStore();

let auto: ReadonlyMap<string, TapReading> = new Map();
let fixed: ReadonlyMap<string, TapReading> = new Map();

beforeAll(async () => {
  store().createBucket(bucketName);
  auto = await readWithTap(store(), "auto");
  fixed = await readWithTap(store(), "fixed");
}, 120_000);

test("the corpus has at least sixty files, each of another program or setting", () => {
  expect(new Set(corpus.map(({ program }) => program)).size).toBe(corpus.length);
  expect(corpus.length).toBeGreaterThanOrEqual(60);
});

test('with dialect "auto" at least 95 % of all cells are right', () => {
  const scores = Array.from(auto.values(), ({ score }) => score);
  expect(scores).toHaveLength(corpus.length);
  expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(0.95);
});

describe("with nothing set, wrong cells come with a warning that names a setting, or the line that none mends", () => {
  test.for(corpus.map(({ program }) => program))("%s", (program) => {
    const { score = 0, complaints = [] } = fixed.get(program) ?? {};
    if (score === 1) return;
    const { isBeyondSettings = false } = corpus.find((file) => file.program === program) ?? {};
    if (isBeyondSettings) return expect(complaints.join("\n")).toMatch(/in line \d+, .*no setting/);
    expect(complaints.join("\n")).toMatch(
      /set "encoding" to|"(?:delimiter|quote|escape|encoding|header|skip_lines|skip_footer_lines|row_delimiter|trim|comment)": /,
    );
  });
});
