/** Why a line cannot be read; the reader adds which line it is. */
export class BrokenJson extends Error {
  override readonly name = "BrokenJson";
}
