/** Why a line cannot be read; the reader adds which line it is. */
export class BrokenJson extends Error {
  override readonly name = "BrokenJson";
}

/** What is wrong with the JSON of a line at the byte `at`. */
export function brokenAt(bytes: Uint8Array, at: number, why: string): BrokenJson {
  return new BrokenJson(bytes[at] === 0x0a ? "the line ends before its JSON object does" : `it is not JSON: ${why}`);
}
