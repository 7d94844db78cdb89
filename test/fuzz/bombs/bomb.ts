import type { GeneratedBody } from "../../../local-aws/store/content.ts";

/** A file that is small, or endless, and asks for more than there is. */
export interface Bomb {
  readonly name: string;
  readonly key: string;
  readonly body: Buffer | GeneratedBody;
  /** What the tap says of it. */
  readonly says: RegExp;
}

/** A bomb, in the order in which one tells of it. */
export function bombOf(name: string, key: string, body: Bomb["body"], says: RegExp): Bomb {
  return { name, key, body, says };
}

/** The same bytes again and again. */
export function repeated(bytes: Buffer, times: number): GeneratedBody {
  return {
    size: bytes.length * times,
    *read(from, to) {
      for (let at = from; at < to;) {
        const start = at % bytes.length;
        const piece = bytes.subarray(start, Math.min(bytes.length, start + 65_536, start + to - at));
        yield piece;
        at += piece.length;
      }
    },
  };
}
