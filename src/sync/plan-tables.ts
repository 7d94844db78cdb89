import { endsRun, TapError } from "../errors.ts";
import type { Config } from "../config/config.ts";
import type { ObjectStore, OldestUpload } from "../s3/store.ts";
import { quoted } from "../wording/quoted.ts";
import type { SelectedTable } from "./select-tables.ts";
import { type TablePlan, TablePlanning } from "./plan-table.ts";
import { groupByPrefix, SharedListing } from "./shared-listing.ts";
import { tightenHeap } from "./tight-heap.ts";

/** What plans are made with. */
export interface PlanJob {
  readonly config: Config;
  readonly store: ObjectStore;
  readonly warn: (sentence: string) => void;
}

/** A table in a listing; one that no key can belong to is not listed. */
interface Taking {
  readonly prefix: string;
  readonly planning: TablePlanning;
}

/** Of an upload that has been open for so long it is told that the bookmark waits for it. */
const oldUploadHours = 24;

type Upload = Extract<OldestUpload, { kind: "oldest" }>;

/** An upload that has been open for longer is taken for abandoned; it would hold the bookmark back for ever. */
const maxUploadAgeMs = 7 * 24 * 3600 * 1000;

/**
 * The plans of all tables. Tables whose prefixes overlap are listed together, when the first of them has its turn; the
 * plans of the others wait for theirs.
 */
export class TablePlans {
  readonly #job: PlanJob;
  readonly #groups = new Map<string, readonly Taking[]>();
  readonly #plans = new Map<string, TablePlan | TapError>();
  readonly #unlisted = new Map<string, TablePlanning>();
  #hasToldOfUploads = false;

  constructor(tables: readonly Pick<SelectedTable, "table" | "stored">[], job: PlanJob) {
    this.#job = job;
    const takings: Taking[] = [];
    for (const { table, stored } of tables) {
      const planning = new TablePlanning(table, job.config, stored);
      const { prefix } = planning;
      if (prefix === null) this.#unlisted.set(table.name, planning);
      else takings.push({ prefix, planning });
    }
    for (const { takers } of groupByPrefix(takings)) this.#join(takers);
  }

  /** The plan of a table, which is handed out once. Throws TapError. */
  async planOf(name: string): Promise<TablePlan> {
    const unlisted = this.#unlisted.get(name);
    if (unlisted !== undefined) return unlisted.finish();
    if (!this.#plans.has(name)) await this.#list(this.#groups.get(name) ?? []);
    const plan = this.#plans.get(name);
    this.#plans.delete(name);
    if (plan === undefined) throw new Error(`no plan for table "${name}"`);
    if (plan instanceof TapError) throw plan;
    return plan;
  }

  #join(takings: readonly Taking[]): void {
    for (const { planning } of takings) this.#groups.set(planning.table.name, takings);
  }

  async #list(takings: readonly Taking[]): Promise<void> {
    try {
      await this.#listAll(takings);
    } catch (error) {
      if (!(error instanceof TapError) || endsRun(error)) throw error;
      this.#fail(takings, error);
    }
  }

  /** Who may not list the whole may be allowed to list the parts that single tables need. */
  #fail(takings: readonly Taking[], error: TapError): void {
    const shortest = Math.min(...takings.map(({ prefix }) => prefix.length));
    const isPart = ({ prefix }: Taking): boolean => error.kind === "denied" && prefix.length > shortest;
    for (const taking of takings) {
      if (!isPart(taking)) this.#plans.set(taking.planning.table.name, error);
    }
    for (const { takers } of groupByPrefix(takings.filter(isPart))) this.#join(takers);
  }

  async #listAll(takings: readonly Taking[]): Promise<void> {
    const { store } = this.#job;
    const [{ prefix } = { prefix: "" }] = takings.toSorted((a, b) => a.prefix.length - b.prefix.length);
    // Must be asked before the listing begins, or an upload could be finished in between and be in neither.
    const asked = performance.now();
    const upload = this.#job.config.detectMultipart ? await this.#oldestUpload(prefix, takings) : null;
    const oldestUpload = upload?.began ?? null;
    const plannings = takings.map(({ planning }) => planning);
    const listing = new SharedListing(takings.map(takerOf));
    let hasBegun = false;
    for await (const page of store.listInAnyOrder(prefix)) {
      if (!hasBegun) {
        // An upload that began behind the question is not known either: the run speaks as of the question.
        const asOf = earlier(page.asOf, performance.now() - asked);
        for (const planning of plannings) planning.begin({ asOf, oldestUpload, prefix });
        if (upload !== null) this.#tellOfOldUpload(upload, asOf);
        hasBegun = true;
      }
      listing.dispatch(page);
      tightenHeap(plannings.reduce((sum, { due }) => sum + due, 0));
    }
    const late = plannings.filter((planning) => planning.endListing());
    if (late.length > 0) {
      for await (const { objects } of store.listInAnyOrder(prefix)) for (const planning of late) planning.find(objects);
    }
    for (const planning of plannings) this.#finish(planning);
  }

  #finish(planning: TablePlanning): void {
    try {
      this.#plans.set(planning.table.name, planning.finish());
    } catch (error) {
      if (!(error instanceof TapError)) throw error;
      this.#plans.set(planning.table.name, error);
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

  async #oldestUpload(prefix: string, takings: readonly Taking[]): Promise<Upload | null> {
    const answer = await this.#job.store.oldestUpload(prefix, maxUploadAgeMs);
    switch (answer.kind) {
      case "none":
        return null;
      case "oldest":
        return answer;
      case "unknown":
        if (!this.#hasToldOfUploads) this.#job.warn(unknownUploads(answer, takings));
        this.#hasToldOfUploads = true;
        return null;
    }
  }
}

function takerOf({ prefix, planning }: Taking): {
  readonly prefix: string;
  readonly wantsAll: boolean;
  readonly take: TablePlanning["take"];
} {
  return {
    prefix,
    get wantsAll() {
      return planning.wantsAll;
    },
    take: (page) => planning.take(page),
  };
}

const mostNames = 3;

function unknownUploads(
  { why, remedy }: Extract<OldestUpload, { kind: "unknown" }>,
  takings: readonly Taking[],
): string {
  const names = takings.map(({ planning }) => planning.table.name);
  const others = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  const tables = `${quoted(names.slice(0, mostNames))}${others}`;
  return `Unfinished uploads cannot be seen: ${why}; a file of table ${tables} whose upload takes longer than "lookback" may be missed. ${remedy}`;
}

/** In whole seconds, as most stores stamp. */
function earlier(moment: Date, milliseconds: number): Date {
  return new Date(Math.floor((moment.getTime() - milliseconds) / 1000) * 1000);
}
