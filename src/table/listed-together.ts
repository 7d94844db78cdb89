import { endsRun, TapError } from "../errors.ts";
import type { Member, PageTaker } from "./shared-listing.ts";

/** A table while its objects are listed, and what the listing comes to. */
export interface TableInListing<Self, R> extends PageTaker {
  readonly table: { readonly name: string };
  /** All keys that can be the table's begin with it; null where none can, and nothing is listed. */
  readonly prefix: string | null;
  /** What is to be listed for it, if that is more; where it must not be listed, the prefix has to do. */
  readonly widerPrefix?: string | null;
  /** To be called behind the last page. May throw TapError. */
  finish(): R;
  /** The same table, of which nothing has been listed yet: a listing that failed is begun again. */
  fresh(): Self;
}

/**
 * What the listings of tables come to. Those whose prefixes overlap are listed together, when the first of them has its
 * turn; the results of the others wait for theirs.
 */
export class ListedTogether<T extends TableInListing<T, R>, R> {
  readonly #list: (prefix: string, members: readonly Member<T>[]) => Promise<void>;
  readonly #isOne: boolean;
  readonly #groups = new Map<string, Group<T>>();
  readonly #results = new Map<string, R | TapError>();
  readonly #unlisted = new Map<string, T>();

  /**
   * `list` hands all pages of a prefix to the members. `isOne`: a part costs as much as the whole, so that all tables are
   * listed together.
   */
  constructor(
    tables: readonly T[],
    list: (prefix: string, members: readonly Member<T>[]) => Promise<void>,
    isOne = false,
  ) {
    this.#list = list;
    this.#isOne = isOne;
    const members: Member<T>[] = [];
    for (const consumer of tables) {
      const { prefix } = consumer;
      if (prefix === null) this.#unlisted.set(consumer.table.name, consumer);
      else members.push({ prefix, consumer, failure: null });
    }
    this.#group(members, ({ prefix, consumer }) => consumer.widerPrefix ?? prefix);
  }

  /** The result of a table, which is handed out once. Throws TapError. */
  async resultOf(name: string): Promise<R> {
    const unlisted = this.#unlisted.get(name);
    if (unlisted !== undefined) return unlisted.finish();
    for (;;) {
      const result = this.#results.get(name);
      if (result instanceof TapError) throw result;
      if (result !== undefined) {
        this.#results.delete(name);
        return result;
      }
      await this.#listGroupOf(name);
    }
  }

  /** Gives a table its result, or leaves it in another group, which is listed by a longer prefix. */
  async #listGroupOf(name: string): Promise<void> {
    const group = this.#groups.get(name);
    // Of several that wait, the first lists.
    if (group !== undefined) await (group.listing ??= this.#listGroup(group));
    const isListed = this.#results.has(name) || this.#groups.get(name) !== group;
    if (!isListed) throw new Error(`there is no result of table "${name}", or it was handed out`);
  }

  #group(members: Member<T>[], prefixOf: (member: Member<T>) => string): void {
    for (const group of this.#isOne ? [{ prefix: "", members, listing: null }] : groupByPrefix(members, prefixOf)) {
      for (const { consumer } of group.members) this.#groups.set(consumer.table.name, group);
    }
  }

  async #listGroup({ prefix, members }: Group<T>): Promise<void> {
    try {
      await this.#list(prefix, members);
    } catch (error) {
      if (!(error instanceof TapError) || endsRun(error)) throw error;
      this.#fail(prefix, members, error);
      return;
    }
    for (const member of members) this.#results.set(member.consumer.table.name, resultOf(member));
  }

  /** Who may not list the whole may be allowed to list the parts that single tables need. */
  #fail(whole: string, members: readonly Member<T>[], error: TapError): void {
    const isPart = ({ prefix }: Member<T>): boolean =>
      !this.#isOne && error.kind === "denied" && prefix.length > whole.length;
    for (const member of members) {
      if (!isPart(member)) this.#results.set(member.consumer.table.name, error);
    }
    this.#group(
      members.filter(isPart).map(({ prefix, consumer }) => ({ prefix, consumer: consumer.fresh(), failure: null })),
      ({ prefix }) => prefix,
    );
  }
}

interface Group<T> {
  readonly prefix: string;
  readonly members: Member<T>[];
  /** Once it has begun. */
  listing: Promise<void> | null;
}

/** Parts those whose prefixes overlap from the others: each group is listed once, by its shortest prefix. */
function groupByPrefix<T>(members: readonly Member<T>[], prefixOf: (member: Member<T>) => string): readonly Group<T>[] {
  const groups: Group<T>[] = [];
  const listed = members.map((member) => ({ member, prefix: prefixOf(member) }));
  // In this order every prefix comes right behind those that it begins with.
  for (const { member, prefix } of listed.toSorted((a, b) =>
    a.prefix === b.prefix ? 0 : a.prefix < b.prefix ? -1 : 1,
  )) {
    const last = groups.at(-1);
    if (last !== undefined && prefix.startsWith(last.prefix)) last.members.push(member);
    else groups.push({ prefix, members: [member], listing: null });
  }
  return groups;
}

function resultOf<T extends TableInListing<T, R>, R>({ consumer, failure }: Member<T>): R | TapError {
  if (failure !== null) return failure;
  try {
    return consumer.finish();
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    return error;
  }
}
