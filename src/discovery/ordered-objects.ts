import type { Config, Table } from "../config/config.ts";
import { TapError } from "../errors.ts";
import type { ListPage } from "../s3/store.ts";
import { type Member, type PageTaker, SharedListing } from "../table/shared-listing.ts";
import { type KeySource, Survey } from "../table/survey-table.ts";
import type { TableObject } from "../table/table-object.ts";

/** Objects that are kept of a table before its turn comes; for more it is listed once more. */
const maxKept = 100;

/**
 * The objects of tables that are to be read, in the order of the listing, which goes no further than whoever takes them
 * needs. Tables with the same prefix share it: what one of them has listed is not listed again for the next.
 */
export class OrderedObjects {
  readonly #tables = new Map<string, { readonly waiting: WaitingTable; readonly listing: OrderedListing }>();

  constructor(tables: readonly Table[], config: Config, keys: KeySource) {
    const groups = new Map<string | null, WaitingTable[]>();
    for (const table of tables) {
      const waiting = new WaitingTable(table, config, keys);
      const { prefix } = waiting.survey.filter;
      groups.set(prefix, [...(groups.get(prefix) ?? []), waiting]);
    }
    for (const [prefix, group] of groups) {
      const members = group.map((consumer) => ({ prefix: prefix ?? "", consumer, failure: null }));
      const listing = new OrderedListing(prefix === null ? nothing() : keys.list(prefix), members);
      for (const waiting of group) this.#tables.set(waiting.table.name, { waiting, listing });
    }
  }

  /** The objects of a table, to be taken once. Throws TapError. */
  async *of(name: string): AsyncGenerator<TableObject, void, undefined> {
    const table = this.#tables.get(name);
    if (table === undefined) throw new Error(`table "${name}" is not listed here`);
    const { waiting, listing } = table;
    waiting.hasTurn = true;
    do yield* waiting.kept();
    while (!waiting.isCut && (await listing.advance(waiting)));
    if (waiting.isCut) yield* waiting.rest();
  }

  /** To be called when all objects of a table have been taken: null, or what to warn of. Throws TapError. */
  complaintOf(name: string): string | null {
    return this.#tables.get(name)?.waiting.survey.complaint() ?? null;
  }
}

/** Keeps a few objects of a table until its turn comes. */
class WaitingTable implements PageTaker {
  readonly wantsAll = false;
  readonly survey: Survey;
  readonly table: Table;
  hasTurn = false;
  /** It has more objects than were kept. */
  isCut = false;
  readonly #config: Config;
  readonly #keys: KeySource;
  #kept: TableObject[] = [];
  readonly #taken = new Set<string>();

  constructor(table: Table, config: Config, keys: KeySource) {
    this.table = table;
    this.survey = new Survey(table, config);
    this.#config = config;
    this.#keys = keys;
  }

  take(page: ListPage): void {
    const objects = this.survey.take(page).objects.filter(isRead);
    const room = this.hasTurn ? Infinity : maxKept - this.#kept.length;
    this.isCut ||= objects.length > room;
    this.#kept.push(...objects.slice(0, room));
  }

  *kept(): Generator<TableObject, void, undefined> {
    const kept = this.#kept;
    this.#kept = [];
    for (const object of kept) {
      this.#taken.add(object.key);
      yield object;
    }
  }

  /** What was not kept. */
  async *rest(): AsyncGenerator<TableObject, void, undefined> {
    for await (const { objects } of new Survey(this.table, this.#config).pages(this.#keys)) {
      yield* objects.filter((object) => isRead(object) && !this.#taken.has(object.key));
    }
  }
}

/** A listing that goes on when one of its members has taken all that it has brought so far. */
class OrderedListing {
  readonly #pages: AsyncIterator<ListPage>;
  readonly #members: readonly Member<WaitingTable>[];
  readonly #shared: SharedListing;
  #failure: TapError | null = null;
  #underWay: Promise<boolean> | null = null;

  constructor(pages: AsyncIterable<ListPage>, members: readonly Member<WaitingTable>[]) {
    this.#pages = pages[Symbol.asyncIterator]();
    this.#members = members;
    this.#shared = new SharedListing(members, members[0]?.prefix ?? "");
  }

  /** Lists one more page; false where there is none. Throws what went wrong for a member, and for all where the listing did. */
  async advance(waiting: WaitingTable): Promise<boolean> {
    const failure = this.#failure ?? this.#members.find(({ consumer }) => consumer === waiting)?.failure ?? null;
    if (failure !== null) throw failure;
    // Of several that wait, the first asks.
    this.#underWay ??= this.#listPage().finally(() => (this.#underWay = null));
    return this.#underWay;
  }

  async #listPage(): Promise<boolean> {
    try {
      const { done, value } = await this.#pages.next();
      if (done === true) return false;
      this.#shared.dispatch(value);
      return true;
    } catch (error) {
      if (error instanceof TapError) this.#failure = error;
      throw error;
    }
  }
}

function isRead({ decision }: TableObject): boolean {
  return decision.kind === "read";
}

async function* nothing(): AsyncGenerator<ListPage> {}
