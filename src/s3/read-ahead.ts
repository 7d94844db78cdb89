/** How far ahead to open: as many objects, and only while what is open adds up to fewer bytes. */
export interface Ahead {
  readonly objects: number;
  readonly bytes: number;
}

/** One object, whose body is open or opening, unless nothing of it was to be opened. */
export interface Opened<Item> {
  readonly item: Item;
  /** To be read once, before the next object is asked for; what is left then is dropped. Null where it was not opened. */
  readonly bytes: AsyncIterable<Uint8Array> | null;
}

/**
 * Opens the next few objects while one is read: many small files cost a round trip each, not a
 * transfer. The order stays. An open body holds its first chunk and what Node and the kernel buffer
 * behind it, whatever its size; large objects are not opened early because their connections would
 * sit idle until the store cuts them. `open` gives null for an object whose body is not wanted from its first byte on.
 */
export async function* readAhead<Item>(
  items: Iterable<Item>,
  open: (item: Item) => AsyncIterable<Uint8Array> | null,
  sizeOf: (item: Item) => number,
  ahead: Ahead = { objects: 16, bytes: 8 * 1024 * 1024 },
): AsyncGenerator<Opened<Item>> {
  const waiting: OpenObject<Item>[] = [];
  let bytes = 0;
  try {
    for (const item of items) {
      waiting.push(openObject(item, open(item)));
      bytes += sizeOf(item);
      while (waiting.length > ahead.objects || bytes >= ahead.bytes) {
        const next = waiting.shift();
        if (next === undefined) {
          break;
        }
        yield* handOut(next);
        bytes -= sizeOf(next.item);
      }
    }
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      yield* handOut(next);
    }
  } finally {
    await Promise.all(waiting.map(async (object) => object.close()));
  }
}

interface OpenObject<Item> extends Opened<Item> {
  close(): Promise<void>;
}

async function* handOut<Item>(object: OpenObject<Item>): AsyncGenerator<Opened<Item>> {
  try {
    yield object;
  } finally {
    await object.close();
  }
}

function openObject<Item>(item: Item, body: AsyncIterable<Uint8Array> | null): OpenObject<Item> {
  if (body === null) return { item, bytes: null, close: async () => undefined };
  const chunks = body[Symbol.asyncIterator]();
  // Asking for the first chunk is what opens the body. If it fails, the reader of this object is told, when it comes to it.
  let first: Promise<IteratorResult<Uint8Array>> | null = chunks.next();
  first.catch(() => {});
  const reader: AsyncIterator<Uint8Array> = {
    next: async () => {
      const step = first ?? chunks.next();
      first = null;
      return step;
    },
    return: async () => {
      await chunks.return?.();
      return { done: true, value: undefined };
    },
  };
  return {
    item,
    bytes: { [Symbol.asyncIterator]: () => reader },
    close: async () => {
      await chunks.return?.().catch(() => {});
    },
  };
}
