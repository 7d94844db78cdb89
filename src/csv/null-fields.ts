import type { NullMarkers } from "../format/dialect.ts";
import { jsonKinds } from "../rows/json-kinds.ts";

/** Tells which fields of a batch are null where it matters how they are written. */
export class NullFields {
  readonly #markers: NullMarkers;
  readonly #quote: number;
  /** By length, whether a marker is as long; markers of 255 bytes and more count as 255. */
  readonly #lengths = new Uint8Array(256);
  /** By field: null, or text. */
  #kinds = new Uint8Array(0);

  constructor(markers: NullMarkers, quote: number) {
    this.#markers = markers;
    this.#quote = quote;
    for (const { length } of markers.read) this.#lengths[Math.min(length, 255)] = 1;
  }

  /** Makes ready for so many fields. */
  begin(fields: number): void {
    if (this.#kinds.length < fields) this.#kinds = new Uint8Array(2 * fields);
    else this.#kinds.fill(jsonKinds.text, 0, fields);
  }

  /** Looks at a field as it stands, with its quotes, before its text is made bare. */
  seeWritten(field: number, bytes: Uint8Array, start: number, end: number): void {
    const isQuoted = bytes[start] === this.#quote;
    if (isQuoted && (!this.#markers.mayBeQuoted || bytes[end - 1] !== this.#quote)) return;
    const trim = isQuoted ? 1 : 0;
    if (isOneOf(this.#markers.written, bytes, start + trim, end - trim)) this.#kinds[field] = jsonKinds.null;
  }

  /** Looks at all fields as they read; the kinds of each, valid until the next batch. */
  see(fields: number, bytes: Uint8Array, starts: Uint32Array, ends: Uint32Array): Uint8Array {
    const { read, mayBeQuoted } = this.#markers;
    const kinds = this.#kinds;
    for (let field = 0; field < fields; field++) {
      const start = starts[field] ?? 0;
      const length = (ends[field] ?? 0) - start;
      if (this.#lengths[length < 255 ? length : 255] === 0) continue;
      if (!mayBeQuoted && start > 0 && bytes[start - 1] === this.#quote) continue;
      if (isOneOf(read, bytes, start, start + length)) kinds[field] = jsonKinds.null;
    }
    return kinds;
  }
}

function isOneOf(texts: readonly Uint8Array[], bytes: Uint8Array, from: number, to: number): boolean {
  for (const text of texts) {
    if (text.length !== to - from) continue;
    let same = 0;
    while (same < text.length && text[same] === bytes[from + same]) same++;
    if (same === text.length) return true;
  }
  return false;
}
