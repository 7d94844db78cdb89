import { describe, expect, test } from "vitest";
import { readSharedRun, type SharedRun, writeSharedRun } from "./shared-run.ts";

const moment = Date.parse("2026-11-22T12:00:00Z");
const version = { lastModified: moment, id: "q8Zr0W3xkP" };
const told: SharedRun = {
  run: "a1B2c3D4e5F6",
  shards: 2,
  shard: 1,
  asOf: moment,
  gone: [{ ...version, id: "q8Zr0W3xkQ" }],
  proofs: new Map([
    [0, { proven: moment, undone: Infinity, passed: -Infinity }],
    [1, { proven: -Infinity, undone: moment, passed: moment }],
  ]),
  done: [version],
  dropped: ["q8Zr0W3xkR"],
  isWhole: false,
};

describe("What shards have told", () => {
  test.each<[string, Partial<SharedRun>]>([
    ["by one of them", {}],
    ["by several together", { shard: null }],
    ["by the first one, of a run without an object", { shard: 0, asOf: 0, proofs: new Map(), done: [], gone: [] }],
  ])("%s is read as it was written", (_, part) => {
    const written: unknown = JSON.parse(JSON.stringify(writeSharedRun({ ...told, ...part })));
    expect(readSharedRun(written)).toEqual({ ...told, ...part });
  });

  test("is no more than which run it was once all have come to their end", () => {
    const written = writeSharedRun({ ...told, isWhole: true });
    expect(written).toEqual([told.run, 2]);
    expect(readSharedRun(written)).toMatchObject({ run: told.run, shards: 2, shard: null, done: [], isWhole: true });
  });

  const [run, shards, shard, asOf, proofs, done, gone, dropped] = writeSharedRun(told);
  test.each<[string, unknown]>([
    ["no list", { run, shards }],
    ["of a run without a name", [null, shards]],
    ["of a run of half a shard", [run, 1.5]],
    ["of a run of fewer than none", [run, -1]],
    ["by a shard that is no number", [run, shards, "1", asOf, proofs, done, gone, dropped]],
    ["as of no moment", [run, shards, shard, null, proofs, done, gone, dropped]],
    ["without a list of proofs", [run, shards, shard, asOf, null, done, gone, dropped]],
    ["with a proof that is no list", [run, shards, shard, asOf, [1], done, gone, dropped]],
    [
      "with a proof of a shard that there is not",
      [run, shards, shard, asOf, [[2, null, null, null]], done, gone, dropped],
    ],
    ["with a proof up to no moment", [run, shards, shard, asOf, [[1, "x", null, null]], done, gone, dropped]],
    ["with a proof up to one moment only", [run, shards, shard, asOf, [[1, asOf]], done, gone, dropped]],
    ["without versions that were read", [run, shards, shard, asOf, proofs, null, gone, dropped]],
    ["with a version that is none", [run, shards, shard, asOf, proofs, ["x"], gone, dropped]],
    ["with one that was not listed and is none", [run, shards, shard, asOf, proofs, done, [7], dropped]],
    ["with an id that is no text", [run, shards, shard, asOf, proofs, done, gone, [7]]],
    ["without ids", [run, shards, shard, asOf, proofs, done, gone]],
  ])("%s is refused", (_, value) => {
    expect(readSharedRun(value)).toBeNull();
  });
});
