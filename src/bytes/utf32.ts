import { TapError } from "../errors.ts";
import type { Feed } from "./feed.ts";

/** UTF-32, which no TextDecoder knows, as UTF-8. `start` is the offset of the feed's next byte, for the error. */
export async function* decodeUtf32(
  feed: Feed,
  isLittleEndian: boolean,
  onInvalid: "fail" | "replace",
  start: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let offset = start;
  for (let chunk = await feed.next(); chunk !== null; chunk = await feed.next()) {
    const extra = chunk.length % 4;
    if (extra > 0) {
      const following = await feed.next();
      if (following !== null) {
        feed.unread(Buffer.concat([chunk.subarray(chunk.length - extra), following]));
        chunk = chunk.subarray(0, chunk.length - extra);
      }
    }
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.length);
    let text = "";
    for (let at = 0; at < chunk.length; at += 4) {
      const isWhole = at + 4 <= chunk.length;
      const point = isWhole ? view.getUint32(at, isLittleEndian) : 0xd800;
      const isCharacter = point < 0xd800 || (point > 0xdfff && point <= 0x10ffff);
      if (!isCharacter && onInvalid === "fail") {
        throw new TapError("data", `The bytes at offset ${offset + at} are not valid UTF-32; save the file as UTF-8`);
      }
      text += isCharacter ? String.fromCodePoint(point) : "\ufffd";
    }
    if (text !== "") yield Buffer.from(text);
    offset += chunk.length;
  }
}
