import { TapError } from "../errors.ts";
import type { listPages } from "./list.ts";
import { isDenial } from "./s3-errors.ts";
import type { Session } from "./session.ts";
import type { ListPage } from "./store.ts";

/**
 * A listing that a policy may allow under the prefix of the config only, and not under the longer one that a pattern
 * leads to: `"StringEquals": {"s3:prefix": "shop/"}` denies `shop/orders-`. Then that of the config is listed, and what
 * nobody has asked for left out. Whoever was refused once is not asked again.
 */
export async function* listAllowed(session: Session, prefix: string, list: typeof listPages): AsyncGenerator<ListPage> {
  const wider = configuredFor(prefix, session);
  if (wider === null) {
    yield* list(session, prefix);
    return;
  }
  if (!session.refusedPrefixes.has(prefix)) {
    const pages = list(session, prefix);
    const first = await pages.next().catch((error: unknown) => {
      if (error instanceof TapError && isDenial(error)) return error;
      throw error;
    });
    if (!(first instanceof TapError)) {
      if (first.done !== true) yield first.value;
      yield* pages;
      return;
    }
    yield* listWider(session, prefix, wider, first, list);
    return;
  }
  for await (const page of list(session, wider)) yield within(page, prefix);
}

/** Where the wider one is refused as well, the first refusal is the one to tell. */
async function* listWider(
  session: Session,
  prefix: string,
  wider: string,
  refusal: TapError,
  list: typeof listPages,
): AsyncGenerator<ListPage> {
  const pages = list(session, wider);
  const first = await pages.next().catch((error: unknown) => {
    throw error instanceof TapError && isDenial(error) ? refusal : error;
  });
  session.refusedPrefixes.add(prefix);
  session.retryPolicy.observe({ kind: "prefix-widened", from: prefix, to: wider });
  if (first.done !== true) yield within(first.value, prefix);
  for await (const page of pages) yield within(page, prefix);
}

/** The longest prefix of the config that holds this one; null where it is one itself. */
function configuredFor(prefix: string, { configuredPrefixes }: Session): string | null {
  if (configuredPrefixes.includes(prefix)) return null;
  const holding = configuredPrefixes.filter((configured) => prefix.startsWith(configured));
  return holding.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

function within({ objects, flaws, ...page }: ListPage, prefix: string): ListPage {
  return {
    ...page,
    objects: objects.filter(({ key }) => key.startsWith(prefix)),
    ...(flaws !== undefined && { flaws: new Map([...flaws].filter(([key]) => key.startsWith(prefix))) }),
  };
}
