/** Where the bytes of one object come from. */
export interface ByteSource {
  /** Bytes of the whole object as it is stored. */
  readonly size: number;
  /** The object, or the bytes [from, to) of it. Ending the iteration early ends the transfer. */
  read(range?: { readonly from: number; readonly to?: number }): AsyncIterable<Uint8Array>;
}
