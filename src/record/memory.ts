/** Bytes, and a view of the same bytes that moves several at once. */
export interface Memory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Bytes in a lane: what is moved at once. */
export const laneSize = 8;

/** The memory behind an array. */
export function memoryOf(bytes: Uint8Array): Memory {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** The first `end` bytes of a text, with the room behind them that copying in lanes needs. */
export function roomyMemory(bytes: Uint8Array, end: number): Memory {
  if (end + laneSize <= bytes.length) return memoryOf(bytes);
  const roomy = new Uint8Array(end + laneSize);
  roomy.set(bytes.subarray(0, end));
  return memoryOf(roomy);
}

/**
 * Copies text in lanes, and returns the position behind it. A lane costs as much as a byte, and so
 * the last one is copied whole: both memories need a lane of room behind the text. V8 may change
 * the bits of a double that is NaN, but a lane of which the text has the upper bytes is none: it
 * would need the byte 0xFF, or 0x7F behind one from 0xF0, and neither occurs in UTF-8.
 */
export function copyText(source: Memory, from: number, to: number, out: Memory, at: number): number {
  const read = source.view;
  const write = out.view;
  for (let i = from, o = at; i < to; i += 8, o += 8) write.setFloat64(o, read.getFloat64(i, true), true);
  return at + to - from;
}
