import { createHash } from "node:crypto";

/** The sha256 of a program's RECORD lines; its SCHEMA and STATE lines, which only the tap writes, are left out. */
export class RecordHash {
  readonly #hash = createHash("sha256");
  #rest: Uint8Array = new Uint8Array();
  #bytes = 0;

  update(bytes: Uint8Array): void {
    const text = Buffer.concat([this.#rest, bytes]);
    const end = text.lastIndexOf(lineFeed) + 1;
    this.#rest = text.subarray(end);
    this.#add(text.subarray(0, end));
  }

  digest(): { readonly sha256: string; readonly bytes: number } {
    this.#take(this.#rest);
    return { sha256: this.#hash.digest("hex"), bytes: this.#bytes };
  }

  /** Whole lines. Only those that are no RECORDs are looked for: one by one, the lines would take longer than the program. */
  #add(lines: Buffer): void {
    let from = 0;
    for (let at = nextOther(lines, 0); at >= 0; at = nextOther(lines, from)) {
      this.#take(lines.subarray(from, at));
      from = lines.indexOf(lineFeed, at) + 1;
    }
    this.#take(lines.subarray(from));
  }

  #take(lines: Uint8Array): void {
    this.#hash.update(lines);
    this.#bytes += lines.length;
  }
}

const lineFeed = 0x0a;
const otherMessage = '{"type":"S';

/** Where the next SCHEMA or STATE begins; -1 for nowhere. Inside a record the quotes of this text are escaped. */
function nextOther(lines: Buffer, from: number): number {
  return lines.indexOf(otherMessage, from, "latin1");
}
