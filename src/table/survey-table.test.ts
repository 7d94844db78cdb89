import { describe, expect, test } from "vitest";
import { parseConfig } from "../config/parse-config.ts";
import { TapError } from "../errors.ts";
import type { ListPage, S3Object } from "../s3/store.ts";
import { type KeySource, Survey } from "./survey-table.ts";

function surveyOf(settings: object, top: object = {}): Survey {
  const { config } = parseConfig([
    { bucket: "lake", ...top, tables: [{ table_name: "t", search_pattern: ".", ...settings }] },
  ]);
  const [table] = config.tables;
  if (table === undefined) throw new Error("There is no table");
  return new Survey(table, config);
}

const object = (key: string, size = 3, day = 1): S3Object => ({
  key,
  size,
  lastModified: new Date(Date.UTC(2026, 0, day)),
  etag: '"e"',
});

/** Pages as they are given, and how many have been asked for. */
function keysOf(
  ...pages: readonly (readonly S3Object[])[]
): KeySource & { readonly prefixes: string[]; asked: number } {
  return {
    prefixes: [],
    asked: 0,
    async *list(prefix): AsyncGenerator<ListPage> {
      this.prefixes.push(prefix);
      for (const objects of pages) {
        this.asked += 1;
        yield { asOf: new Date(0), objects };
      }
    },
  };
}

async function verdicts(survey: Survey, keys: KeySource): Promise<readonly string[]> {
  const told: string[] = [];
  for await (const { objects } of survey.pages(keys)) {
    for (const { key, decision } of objects) {
      told.push(
        `${key}: ${decision.kind} ${decision.kind === "skip" ? decision.reason : (decision.format ?? "files")}`,
      );
    }
  }
  return told;
}

describe("A survey", () => {
  test("decides for each object of the table what becomes of it", async () => {
    const keys = keysOf(
      [object("a.csv"), object("b.tsv"), object("c.JSONL.gz")],
      [object("d/", 0), object("e.csv", 0)],
    );
    const others = keysOf([object("f.zip"), object("g.dat"), object("h.csv.bak"), object("tmp/i.csv")]);
    const survey = surveyOf({ exclude_pattern: "^tmp/" });
    expect(await verdicts(survey, keys)).toEqual([
      "a.csv: read csv",
      "b.tsv: read tsv",
      "c.JSONL.gz: read files",
      "d/: skip folder",
      "e.csv: skip empty",
    ]);
    expect(await verdicts(survey, others)).toEqual([
      "f.zip: read files",
      "g.dat: skip format",
      "h.csv.bak: skip format",
    ]);
    expect(survey).toMatchObject({ matching: 8, bytes: 18 });
    expect([...survey.skipped]).toEqual([
      ["folder", 1],
      ["empty", 1],
      ["format", 2],
    ]);
  });

  test("opens every object that is not empty where the table names the format", async () => {
    const survey = surveyOf({ format: "jsonl" });
    expect(await verdicts(survey, keysOf([object("a.dat"), object("b", 0)]))).toEqual([
      "a.dat: read jsonl",
      "b: skip empty",
    ]);
  });

  test("finds the newest object that can be read", async () => {
    const survey = surveyOf({});
    await verdicts(
      survey,
      keysOf([object("a.csv", 3, 1), object("b.csv", 3, 5)], [object("c.csv", 3, 5), object("d.dat", 3, 9)]),
    );
    expect(survey.newest?.key).toBe("b.csv");
  });

  test("holds no page but the one at hand", async () => {
    const keys = keysOf([object("a.csv")], [object("b.csv")], [object("c.csv")]);
    for await (const page of surveyOf({}).pages(keys)) {
      expect(page.objects).toHaveLength(1);
      break;
    }
    expect(keys.asked).toBe(1);
  });

  test("lists no more than the patterns allow, and nothing where they contradict each other", async () => {
    const keys = keysOf([]);
    await verdicts(surveyOf({ search_pattern: "^a/b\\.csv$" }), keys);
    await verdicts(surveyOf({ search_pattern: "^a/", search_prefix: "b/" }), keys);
    expect(keys.prefixes).toEqual(["a/b.csv"]);
  });

  test("complains when no object belongs to the table, as an error or as a warning", async () => {
    const strict = surveyOf({ search_pattern: "x" });
    await verdicts(strict, keysOf([object("a.csv"), object("b.csv")]));
    expect(() => strict.complaint()).toThrow(TapError);
    expect(() => strict.complaint()).toThrow(/none of the 2 keys listed there matches/);
    const lenient = surveyOf({ search_pattern: "x" }, { on_no_files: "warn" });
    await verdicts(lenient, keysOf([]));
    expect(lenient.complaint()).toMatch(/the listing is empty/);
    await verdicts(lenient, keysOf([object("x.csv")]));
    expect(lenient.complaint()).toBeNull();
    const below = surveyOf({ search_pattern: "x", search_prefix: "^in/" }, { on_no_files: "warn" });
    await verdicts(below, keysOf([]));
    expect(below.complaint()).toMatch(/the listing is empty; correct search_prefix or the pattern/);
  });
});
