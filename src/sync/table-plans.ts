import { beginShare, type Share } from "../bookmark/share.ts";
import type { Shard } from "../bookmark/shard.ts";
import type { Config } from "../config/config.ts";
import { TapError } from "../errors.ts";
import type { ObjectStore, OldestUpload } from "../s3/store.ts";
import { ListedTogether } from "../table/listed-together.ts";
import { type Member, SharedListing } from "../table/shared-listing.ts";
import { quoted } from "../wording/quoted.ts";
import type { SelectedTable } from "./select-tables.ts";
import { type TablePlan, TablePlanning } from "./table-planning.ts";
import type { Plans } from "./plans.ts";
import { tightenHeap } from "./tight-heap.ts";
import { now } from "../now.ts";

/** What plans are made with. */
export interface PlanJob {
  readonly config: Config;
  readonly store: ObjectStore;
  /** The part of the objects that is read; null for all. */
  readonly shard: Shard | null;
  readonly warn: (sentence: string) => void;
}

/** Of an upload that has been open for so long it is told that the bookmark waits for it. */
const oldUploadHours = 24;

type Upload = Extract<OldestUpload, { kind: "oldest" }>;

/** An upload that has been open for longer is taken for abandoned; it would hold the bookmark back for ever. */
export const maxUploadAgeMs = 7 * 24 * 3600 * 1000;

/** The plans of all tables, each made of a whole listing, which those share whose prefixes overlap. */
export class TablePlans implements Plans {
  readonly #job: PlanJob;
  readonly #listed: ListedTogether<TablePlanning, TablePlan>;
  #hasToldOfUploads = false;

  constructor(tables: readonly Pick<SelectedTable, "table" | "stored">[], job: PlanJob) {
    this.#job = job;
    this.#listed = new ListedTogether(
      tables.map(({ table, stored }) => new TablePlanning(table, job.config, stored, job.shard)),
      (prefix, members) => this.#list(prefix, members),
      job.config.inventory !== null,
    );
  }

  /** The plan of a table, which is handed out once. Throws TapError. */
  planOf(name: string): Promise<TablePlan> {
    return this.#listed.resultOf(name);
  }

  shareOf(name: string, incoming: unknown): Share | null {
    const { shard } = this.#job;
    return shard === null ? null : beginShare(shard, name, incoming);
  }

  async #list(prefix: string, members: readonly Member<TablePlanning>[]): Promise<void> {
    const { store } = this.#job;
    // Must be asked before the listing begins, or an upload could be finished in between and be in neither.
    const asked = now();
    const upload = this.#job.config.detectMultipart ? await this.#oldestUpload(prefix, members) : null;
    const oldestUpload = upload?.began ?? null;
    const plannings = members.map(({ consumer }) => consumer);
    const listing = new SharedListing(members, prefix);
    let hasBegun = false;
    for await (const page of store.listInAnyOrder(prefix)) {
      if (!hasBegun) {
        // An upload that began behind the question is not known either: the run speaks as of the question.
        const asOf = earlier(page.asOf, now() - asked);
        for (const planning of plannings) planning.begin({ asOf, oldestUpload, prefix });
        if (this.#job.config.inventory !== null)
          for (const member of members) member.failure = refusalOfInventory(member.consumer, page.asOf);
        if (upload !== null) this.#tellOfOldUpload(upload, asOf);
        hasBegun = true;
      }
      listing.dispatch(page);
      tightenHeap(plannings.reduce((sum, { due }) => sum + due, 0));
    }
    const whole = members.flatMap(({ consumer, failure }) => (failure === null ? [consumer] : []));
    const late = whole.filter((planning) => planning.endListing());
    if (late.length > 0) {
      for await (const { objects } of store.listInAnyOrder(prefix)) for (const planning of late) planning.find(objects);
    }
  }

  #tellOfOldUpload({ key, id, began }: Upload, asOf: Date): void {
    const hours = Math.floor((asOf.getTime() - began.getTime()) / 3_600_000);
    if (hours < oldUploadHours) return;
    const { bucket } = this.#job.config.connection;
    this.#job.warn(
      `An upload of "${key}" was begun ${hours} hours ago and is not complete: the bookmark waits for it, and remembers each ` +
        `file that is newer. If it was abandoned, abort it: aws s3api abort-multipart-upload --bucket ${JSON.stringify(bucket)} ` +
        `--key ${JSON.stringify(key)} --upload-id ${JSON.stringify(id)}`,
    );
  }

  async #oldestUpload(prefix: string, members: readonly Member<TablePlanning>[]): Promise<Upload | null> {
    const answer = await this.#job.store.oldestUpload(prefix, maxUploadAgeMs);
    switch (answer.kind) {
      case "none":
        return null;
      case "oldest":
        return answer;
      case "unknown":
        if (!this.#hasToldOfUploads) this.#job.warn(unknownUploads(answer, members));
        this.#hasToldOfUploads = true;
        return null;
    }
  }
}

/** What has been read and is not in the inventory would be taken for deleted, and read once more when it is listed again. */
function refusalOfInventory({ table, modifiedSince }: TablePlanning, made: Date): TapError | null {
  if (modifiedSince <= made.getTime()) return null;
  return new TapError(
    "usage",
    `Cannot take the keys of table "${table.name}" from an inventory of ${made.toISOString()}: the state has read files up to ` +
      `${new Date(modifiedSince).toISOString()}; leave out "inventory", or name a newer one`,
  );
}

const maxNames = 3;

function unknownUploads(
  { why, remedy }: Extract<OldestUpload, { kind: "unknown" }>,
  members: readonly Member<TablePlanning>[],
): string {
  const names = members.map(({ consumer }) => consumer.table.name);
  const others = names.length > maxNames ? ` and ${names.length - maxNames} more` : "";
  const tables = `${quoted(names.slice(0, maxNames))}${others}`;
  return `Cannot list multipart uploads in progress: ${why}; a file of table ${tables} whose upload takes longer than "lookback" may be missed. ${remedy}`;
}

/** In whole seconds, as most stores stamp. */
export function earlier(moment: Date, milliseconds: number): Date {
  return new Date(Math.floor((moment.getTime() - milliseconds) / 1000) * 1000);
}
