import { printable } from "../wording/printable.ts";
import type { SetupBucket } from "./setup-bucket.ts";
import type { SetupTable } from "./setup-table.ts";
import type { KeysView } from "./view.ts";

/** The keys of a bucket with the tables that take them. `tell` takes secrets out of a text. */
export function keysView(
  bucket: SetupBucket | null,
  tables: readonly SetupTable[],
  tell: (text: string) => string,
): KeysView {
  if (bucket === null) return { ...nothing, state: "unknown" };
  const { listing, keys } = bucket;
  const all = { from: 0, to: listing.objects.length };
  if (listing.failure !== null) return { ...nothing, state: "failed", problem: tell(listing.failure.message) };
  if (keys === null) return { ...nothing, state: "listing", objects: all.to };
  const tags = new Map(tables.map(({ id, name, color }) => [id, { name: printable(name), color }]));
  return {
    state: "listed",
    problem: null,
    objects: all.to,
    isCut: listing.isCut,
    untaken: keys.coverage.untaken(all),
    shared: keys.coverage.shared(all),
    root: keys.tree.view(tags),
  };
}

const nothing = { problem: null, objects: 0, isCut: false, untaken: 0, shared: 0, root: null };
