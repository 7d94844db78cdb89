/** A part of a memory that takes whole lines. */
export interface OutputBuffer {
  readonly bytes: Uint8Array;
  readonly begin: number;
  readonly end: number;
}
