/** One version of an object in the model. */
export interface ModelObject {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly lastModified: Date;
  /** How many records its file holds. */
  readonly records: number;
}

/** First letters of keys, of which a listing shows no others: what stands for a prefix. */
export interface LetterRange {
  readonly from: string;
  readonly to: string;
}

export const allLetters: LetterRange = { from: "", to: "\uffff" };

function isWithin(key: string, { from, to }: LetterRange): boolean {
  return key >= from && key.slice(0, 1) <= to;
}

interface Arrival {
  readonly object: ModelObject;
  readonly visibleAt: number;
}

const second = 1000;
const dayMs = 24 * 3600 * second;

/**
 * S3 as far as a bookmark can tell: objects stamped by the whole second when their writing began,
 * and visible when it ended. Each listed page is one moment; there is no snapshot across pages.
 */
export class S3Model {
  /** The store's clock in milliseconds. */
  now = Date.parse("2026-11-22T12:00:00Z");
  /** When each version that was ever current became visible. */
  readonly visibleSince = new Map<ModelObject, number>();
  readonly #objects = new Map<string, ModelObject>();
  readonly #known = new Set<string>();
  /** The stamp of the last replica that came in order. */
  #inOrder = this.now - 100 * dayMs;
  #uploads: ModelObject[] = [];
  #arrivals: Arrival[] = [];

  /** A PUT, a replica (`age` is how old its stamp is), or a PUT that takes a while. */
  put(key: string, content: number, age: number, takes: number): void {
    const object = this.#create(key, content, this.now - age);
    if (takes === 0) this.#show(object);
    else this.#arrivals.push({ object, visibleAt: this.now + takes });
  }

  beginUpload(key: string, content: number): void {
    this.#uploads.push(this.#create(key, content, this.now));
  }

  completeUpload(index: number): void {
    const completed = this.#uploads.splice(index % Math.max(1, this.#uploads.length), 1);
    for (const object of completed) this.#show(object);
  }

  delete(key: string): void {
    this.#objects.delete(key);
  }

  /** Deletes what is older, as a lifecycle rule does. */
  expire(age: number): void {
    for (const { key, lastModified } of this.objects()) {
      if (lastModified.getTime() < this.now - age) this.delete(key);
    }
  }

  /** A replica whose stamp is old, and newer than that of every other such replica. */
  replicateInOrder(key: string, content: number): void {
    this.#inOrder += second;
    this.put(key, content, this.now - this.#inOrder, 0);
  }

  wait(milliseconds: number): void {
    this.now += milliseconds;
    for (const { object, visibleAt } of this.#arrivals) if (visibleAt <= this.now) this.#show(object);
    this.#arrivals = this.#arrivals.filter(({ visibleAt }) => visibleAt > this.now);
  }

  /** Ends everything that is under way, and lets time pass. */
  settle(milliseconds: number): void {
    while (this.#uploads.length > 0) this.completeUpload(0);
    this.wait(milliseconds);
  }

  /** What a tap knows of the store's clock: the `Date` header, less a second, floored. */
  clock(): Date {
    return new Date(Math.floor(this.now / second) * second - second);
  }

  oldestUpload(): Date | null {
    if (this.#uploads.length === 0) return null;
    return new Date(Math.min(...this.#uploads.map(({ lastModified }) => lastModified.getTime())));
  }

  /** Up to `limit` objects whose keys come after `after`, of those whose first letter is in the range. */
  page(after: string, limit: number, range: LetterRange = allLetters): ModelObject[] {
    const rest = [...this.#objects.keys()].filter((key) => key > after && isWithin(key, range)).sort();
    return rest.slice(0, limit).flatMap((key) => this.find(key) ?? []);
  }

  find(key: string): ModelObject | undefined {
    return this.#objects.get(key);
  }

  objects(): ModelObject[] {
    return [...this.#objects.values()];
  }

  /** No two versions are alike: what was never read could otherwise pass for what was. */
  #create(key: string, content: number, moment: number): ModelObject {
    const lastModified = new Date(Math.floor(moment / second) * second);
    let distinct = content;
    const name = (): string => `${key} ${distinct} ${lastModified.getTime()}`;
    while (this.#known.has(name())) distinct += 4;
    this.#known.add(name());
    return { key, etag: `"${distinct}"`, size: 1000, lastModified, records: 1 + (distinct % 3) };
  }

  /** Of two writers to one key the one with the later stamp wins, whichever ends last. */
  #show(object: ModelObject): void {
    const current = this.#objects.get(object.key);
    if (current !== undefined && current.lastModified > object.lastModified) return;
    this.#objects.set(object.key, object);
    this.visibleSince.set(object, this.now);
  }
}
