import { describe, expect, test } from "vitest";
import { at, begin, finishAll, object, planFor, write } from "../../test/support/bookmark-story.ts";
import { isObject } from "../json.ts";
import { readPlanned, writePlanned } from "./planned.ts";
import { checkpoint } from "./run.ts";
import { versionOfPart } from "./share.ts";
import type { Listed } from "./version.ts";

const big = object("big", "10:00:00");
const begun = write(checkpoint(begin(undefined, [big]), big, { records: 7, line: 9, byte: 100 }));
const ofOther = { scope: ["other"] };

/** What is dropped by the plan of a run that finds this listing. */
function droppedBy(listing: readonly Listed[], options = {}): readonly string[] {
  const everything = { includes: () => true, isListed: false };
  const plan = planFor(begun, listing, options, () => everything);
  const written = JSON.parse(JSON.stringify(writePlanned(plan, { stream: "orders", incoming: begun, shards: 2 })));
  const planned = readPlanned(written, "orders", "plan");
  if (planned === null) throw new Error("what was written of a plan can be read");
  return planned.bookmark.files.shared.dropped;
}

describe("What was begun", () => {
  const [part] = planFor(begun, [big]).parts;
  if (part === undefined) throw new Error("an object was begun");

  test("is dropped where its object is not listed any more", () => {
    expect(droppedBy([object("small", "11:00:00")])).toEqual([versionOfPart(part)]);
  });

  test("is gone on with where it is due", () => {
    expect(droppedBy([big])).toEqual([]);
  });

  test("is left to the shard that reads the object where that was replaced", () => {
    expect(droppedBy([object("big", "11:00:00", '"new"')])).toEqual([]);
  });

  test("is kept under another scope, which may go", () => {
    expect(droppedBy([object("small", "11:00:00")], ofOther)).toEqual([]);
  });
});

describe("Of a plan", () => {
  const plan = planFor(begun, [big]);
  const written: unknown = JSON.parse(
    JSON.stringify(writePlanned(plan, { stream: "orders", incoming: begun, shards: 2 })),
  );
  const whole = isObject(written) ? written : {};

  test("what is no plan is refused", () => {
    const unshared = write(finishAll(begin(undefined, [at([big], 0)])));
    for (const value of [
      null,
      [],
      { ...whole, covered: null },
      { ...whole, covered: ["x"] },
      { ...whole, adopts: 1 },
      { ...whole, bookmark: unshared },
    ]) {
      expect(readPlanned(value, "orders", "plan")).toBeNull();
    }
  });

  test("what no upload and no skipped file leave open is read as none", () => {
    expect(readPlanned(whole, "orders", "plan")).toMatchObject({ oldestUpload: null, newestSkipped: -Infinity });
    const told = { ...whole, oldest_upload: "2026-11-22T09:00:00.000Z", newest_skipped: 5 };
    expect(readPlanned(told, "orders", "plan")).toMatchObject({
      oldestUpload: new Date("2026-11-22T09:00:00Z"),
      newestSkipped: 5,
    });
  });
});
