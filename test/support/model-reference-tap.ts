import { readBookmark } from "../../src/bookmark/read-bookmark.ts";
import { formatLikePython } from "../../src/bookmark/timestamp.ts";
import { pageSize } from "./model-plan.ts";
import type { Surroundings } from "./model-surroundings.ts";
import type { ModelRun } from "./model-taps.ts";
import type { ModelObject } from "./s3-model.ts";

/**
 * The reference tap's rule: what is newer than `modified_since`, one state per object, its stamp as
 * listed, but not above the start of the run. It stops at what it cannot read.
 */
export function* referenceTap({ store, target, takeFailure }: Surroundings): ModelRun {
  const { now: started } = store;
  const incoming: unknown = JSON.parse(target.state);
  const { modifiedSince } = readBookmark(incoming, "t");
  const due: ModelObject[] = [];
  for (let after = ""; ; yield) {
    const page = store.page(after, pageSize);
    due.push(...page.filter((object) => modifiedSince < object.lastModified.getTime()));
    after = page.at(-1)?.key ?? "";
    if (page.length < pageSize) break;
  }
  for (const listed of due.sort((a, b) => a.lastModified.getTime() - b.lastModified.getTime())) {
    yield;
    const object = store.find(listed.key);
    if (takeFailure() || object === undefined) return;
    for (let record = 0; record < object.records; record++) {
      target.writeRecord(object, record);
      yield;
    }
    const stamp = listed.lastModified.getTime();
    const kept = typeof incoming === "object" ? incoming : {};
    target.writeState(() => ({ ...kept, modified_since: formatLikePython(Math.min(stamp, started)) }));
  }
}
