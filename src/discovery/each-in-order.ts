/**
 * Maps with at most `limit` calls begun and not yet taken; each result as soon as it and all before it are there. The
 * first failure ends it.
 */
export async function* eachInOrder<T, R>(
  items: Iterable<T>,
  limit: number,
  map: (item: T) => Promise<R>,
): AsyncGenerator<R, void, undefined> {
  const underWay: Promise<R>[] = [];
  for (const item of items) {
    const begun = map(item);
    // Whoever comes to it hears of a failure; until then nobody listens.
    begun.catch(() => undefined);
    underWay.push(begun);
    const first = underWay.length < limit ? undefined : underWay.shift();
    if (first !== undefined) yield await first;
  }
  for (const each of underWay) yield await each;
}
