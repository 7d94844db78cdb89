import type { StoredBookmark } from "../bookmark/bookmark.ts";
import { compareKeys } from "../bookmark/key-order.ts";
import type { Plan, Verdict } from "../bookmark/plan.ts";
import { scopesToCompare } from "../bookmark/coverages.ts";
import { Planner } from "../bookmark/planner.ts";
import { isOfShard, type Shard } from "../bookmark/shard.ts";
import type { Config, Table } from "../config/config.ts";
import { fingerprint } from "../files/fingerprint.ts";
import type { ListPage, S3Object } from "../s3/store.ts";
import { Survey } from "../table/survey-table.ts";
import { decide, type TableObject } from "../table/table-object.ts";
import { readScope, scopeOf } from "../table/table-scope.ts";

/** What a listing is planned as of. */
export interface ListingMoment {
  /** Not later than the first page, nor than the question for uploads. */
  readonly asOf: Date;
  readonly oldestUpload: Date | null;
  /** What is listed: all keys that begin with it. */
  readonly prefix: string;
}

/** A table's plan, and what its listing brought. */
export interface TablePlan {
  /** Null where nothing was listed, and that is no failure. */
  readonly plan: Plan<TableObject> | null;
  readonly survey: Pick<Survey, "matching" | "skipped">;
  /** Of a table that each new file replaces, the one that is the table. */
  readonly newest: TableObject | null;
  /** What to warn of. */
  readonly complaint: string | null;
  /** Objects that an earlier run has read. */
  readonly known: number;
  /** Objects whose format is not known, and that are newer than the bookmark. */
  readonly newUnreadable: readonly string[];
}

/** One table while its objects are listed. Holds what is due, and nothing of the rest. */
export class TablePlanning {
  readonly table: Table;
  readonly survey: Survey;
  readonly #config: Config;
  readonly #stored: StoredBookmark;
  readonly #shard: Shard | null;
  #planner: Planner<TableObject> | null = null;
  #known = 0;
  /** Of a table that each new file replaces. */
  #newest: TableObject | null = null;
  readonly #newUnreadable: string[] = [];

  constructor(table: Table, config: Config, stored: StoredBookmark, shard: Shard | null = null) {
    this.table = table;
    this.survey = new Survey(table, config);
    this.#config = config;
    this.#stored = stored;
    this.#shard = shard;
  }

  /** All keys that can be the table's begin with it; null where none can. */
  get prefix(): string | null {
    return this.survey.filter.prefix;
  }

  /**
   * After a change of the table's settings, the shortest prefix that they had until then: of all that was listed by it, it
   * can be told what came late.
   */
  get widerPrefix(): string | null {
    const { startDate } = this.#config;
    const start = startDate?.getTime() ?? -Infinity;
    let widest = this.prefix;
    for (const scope of scopesToCompare(this.#stored, scopeOf(this.table, this.#config), start)) {
      const prefix = readScope(scope, this.table)?.prefix;
      if (prefix !== undefined && widest?.startsWith(prefix) === true) widest = prefix;
    }
    return widest;
  }

  /** Whether it must be handed every listed object, also those that do not begin with its prefix. */
  get wantsAll(): boolean {
    return this.#planner?.isComparing ?? false;
  }

  fresh(): TablePlanning {
    return new TablePlanning(this.table, this.#config, this.#stored, this.#shard);
  }

  begin({ asOf, oldestUpload, prefix }: ListingMoment): void {
    const { startDate, lookbackMs } = this.#config;
    const scope = scopeOf(this.table, this.#config);
    const { replace: replaces } = this.table;
    const shard = this.#shard;
    const isOwn = shard === null ? undefined : (key: string): boolean => isOfShard(key, shard);
    const fingerprintOf = fingerprint(this.table);
    const options = { asOf, oldestUpload, startDate, lookbackMs, fingerprintOf, scope, replaces, isOwn };
    const revive = (object: S3Object): TableObject => decide(object, this.table);
    this.#planner = new Planner(this.#stored, options, revive, (other) => {
      const read = readScope(other, this.table);
      if (read === null) return null;
      const { includes, passedOver } = read;
      return { includes, passedOver, isListed: read.prefix.startsWith(prefix) };
    });
  }

  /** The newest stamp that the bookmark has come to. */
  get modifiedSince(): number {
    return this.#stored.modifiedSince;
  }

  /** Objects that are due so far. */
  get due(): number {
    return this.#planner?.due ?? 0;
  }

  /** What the bookmark says of one object of the table, to be asked instead of a listing. */
  verdictOn(object: TableObject): Verdict {
    return this.#planner?.consider(object) ?? "due";
  }

  /** Whether that needs no listing to be certain of what it says is done. */
  get isCertain(): boolean {
    return this.#planner?.isCertain ?? false;
  }

  /** Whether the bookmark was written with other settings of the table. */
  get isOtherScope(): boolean {
    return this.#planner?.isOtherScope ?? false;
  }

  /** Takes a page. Throws TapError where an object of the table on it is none that could be read. */
  take(page: ListPage): void {
    const planner = this.#planner;
    if (planner === null) throw new Error("a page before the listing has begun");
    const { prefix } = this.survey.filter;
    const mine = planner.isComparing ? page.objects.filter(({ key }) => key.startsWith(prefix ?? "")) : page.objects;
    const { objects } = this.survey.take({ ...page, objects: mine });
    if (planner.isComparing) {
      const own = new Set(objects.map(({ key }) => key));
      for (const object of page.objects) if (!own.has(object.key)) planner.other(object);
    }
    for (const object of objects) {
      if (object.decision.kind === "read") {
        this.#takeReadable(object, planner);
        continue;
      }
      if (object.decision.reason === "archived") {
        planner.archive(object);
        continue;
      }
      planner.skip(object);
      if (object.decision.reason === "format" && object.lastModified.getTime() > this.#stored.modifiedSince) {
        this.#newUnreadable.push(object.key);
      }
    }
  }

  /** Ends the listing; true when it has to be gone through once more, by `find`. */
  endListing(): boolean {
    if (this.#newest !== null && this.#planner?.consider(this.#newest) !== "due") this.#known += 1;
    return this.#planner?.endListing() ?? false;
  }

  #takeReadable(object: TableObject, planner: Planner<TableObject>): void {
    if (!this.table.replace) {
      if (planner.consider(object) !== "due") this.#known += 1;
      return;
    }
    const newest = this.#newest;
    const older = newest !== null && isNewer(newest, object) ? object : newest;
    if (older !== object) this.#newest = object;
    if (older !== null) planner.other(older);
  }

  /** Looks for what appeared late. */
  find(objects: readonly S3Object[]): void {
    for (const object of objects) {
      const listed = decide(object, this.table);
      this.#planner?.find(listed, listed.decision.kind === "skip");
    }
  }

  /** Throws TapError where no object belongs to the table and that is a failure. */
  finish(): TablePlan {
    const complaint = this.survey.complaint();
    const plan = this.#planner?.finish() ?? null;
    return {
      plan,
      survey: this.survey,
      newest: this.#newest,
      complaint,
      known: this.#known,
      newUnreadable: this.#newUnreadable,
    };
  }
}

/** Whether an object would be read behind another. */
function isNewer(object: S3Object, other: S3Object): boolean {
  const difference = object.lastModified.getTime() - other.lastModified.getTime();
  return difference > 0 || (difference === 0 && compareKeys(object.key, other.key) > 0);
}
