import { BrokenJson } from "./broken-json.ts";
import { isPlain, quote, skipString } from "./scan-value.ts";

/** Keys that are data, such as ids, would make a column of every row. */
const maxKeys = 50_000;
/** Bytes of all keys together, as they stand. */
const maxKeysLength = 4 * 1024 * 1024;

/** The keys of a file, each with a number. A key is known by its bytes as they stand, escapes and all. */
export class KeyTable {
  /** By column. */
  readonly names: string[] = [];
  /** The byte behind the closing quote of the key that was found last. */
  end = 0;
  readonly #columns = new Map<string, number>();
  readonly #spellings = new Map<string, number>();
  /** By spelling: its bytes, its column, and the spelling that last came after it. */
  readonly #bytes: Uint8Array[] = [];
  readonly #column: number[] = [];
  readonly #follower: number[] = [];
  /** The spelling that last began a row, and the one that was found last. */
  #first = 0;
  #previous = -1;
  /** How many names and spellings there were when the row began. */
  #namesBefore = 0;
  #spellingsBefore = 0;
  #length = 0;
  #lengthBefore = 0;

  startRow(): void {
    this.#previous = -1;
    this.#namesBefore = this.names.length;
    this.#spellingsBefore = this.#bytes.length;
    this.#lengthBefore = this.#length;
  }

  /** Forgets what the row has added: its line is broken, and no column may come of it. */
  forgetRow(): void {
    for (const bytes of this.#bytes.splice(this.#spellingsBefore)) this.#spellings.delete(lexemeOf(bytes));
    for (const name of this.names.splice(this.#namesBefore)) this.#columns.delete(name);
    this.#length = this.#lengthBefore;
    this.#column.length = this.#spellingsBefore;
    this.#follower.length = this.#spellingsBefore;
  }

  /** How many spellings there are, and each by its number. */
  get spellingCount(): number {
    return this.#bytes.length;
  }

  spelling(number: number): { readonly text: Uint8Array; readonly column: number } {
    return { text: this.#bytes[number]!, column: this.#column[number]! };
  }

  /** The number of the spelling that begins at `at`, behind the quote; -1 if it is a new one, or none. */
  known(bytes: Uint8Array, at: number): number {
    let end = at;
    while (isPlain[bytes[end]!] === 1) end++;
    // One with an escape is not looked for, nor one that is too long to be known.
    return bytes[end] === quote && end - at < maxKeysLength
      ? (this.#spellings.get(lexemeOf(bytes.subarray(at, end + 1))) ?? -1)
      : -1;
  }

  /** The column of the key whose text begins at `at`, behind the quote. Rows are mostly alike: no look-up then. */
  find(bytes: Uint8Array, at: number): number {
    const guess = this.#previous < 0 ? this.#first : this.#follower[this.#previous]!;
    const spelling = this.#isAt(guess, bytes, at) ? guess : this.#lookUp(bytes, at);
    if (this.#previous < 0) this.#first = spelling;
    else this.#follower[this.#previous] = spelling;
    this.#previous = spelling;
    return this.#column[spelling]!;
  }

  #isAt(spelling: number, bytes: Uint8Array, at: number): boolean {
    const expected = this.#bytes[spelling];
    if (expected === undefined) return false;
    const length = expected.length;
    for (let index = 0; index < length; index++) if (bytes[at + index] !== expected[index]) return false;
    this.end = at + length;
    return true;
  }

  #lookUp(bytes: Uint8Array, at: number): number {
    this.end = skipString(bytes, at);
    const key = bytes.subarray(at, this.end);
    if (key.length > maxKeysLength) throw tooLong();
    const lexeme = lexemeOf(key);
    return this.#spellings.get(lexeme) ?? this.#add(lexeme, Uint8Array.from(key));
  }

  #add(lexeme: string, bytes: Uint8Array): number {
    // Through a buffer, since half a character, which an escape can write, is no UTF-8.
    const name = Buffer.from(String(JSON.parse(`"${Buffer.from(bytes).toString()}`))).toString();
    const column = this.#columns.get(name) ?? this.names.push(name) - 1;
    this.#length += bytes.length;
    if (this.#length > maxKeysLength) throw tooLong();
    if (column >= maxKeys) throw new BrokenJson(`the file has more than ${maxKeys} different keys`);
    this.#columns.set(name, column);
    const spelling = this.#bytes.push(bytes) - 1;
    this.#column.push(column);
    this.#follower.push(spelling);
    this.#spellings.set(lexeme, spelling);
    return spelling;
  }
}

function tooLong(): BrokenJson {
  return new BrokenJson(`the keys of the file have more than ${maxKeysLength} bytes`);
}

/** The bytes of a key as a text that no other bytes have. */
function lexemeOf({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString("latin1");
}
