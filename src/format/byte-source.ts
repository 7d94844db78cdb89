/** Which bytes of an object, like a half-open slice. Without `to`: up to the end. */
export interface ByteRange {
  readonly from: number;
  readonly to?: number;
}

/** An object of no more bytes comes with one request, also to who would read only here and there. */
export const smallObject = 256 * 1024;

/** Where the bytes of one object come from. */
export interface ByteSource {
  /** Bytes of the whole object as it is stored. */
  readonly size: number;
  /** The object, or a range of it. Ending the iteration early ends the transfer. */
  read(range?: ByteRange): AsyncIterable<Uint8Array>;
}
