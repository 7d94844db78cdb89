import { Decompress } from "fzstd";
import { damaged } from "./damaged.ts";

/** Four bytes may stand for a block of 128 KiB, and all blocks of a piece are held at once: 32 MiB at most. */
const pieceSize = 1024;

/** Memory that a frame may ask for, which a page has no use for: it is smaller itself. */
const maxWindow = 128 * 1024 * 1024;

/** The `size` bytes of a page. The library would go on for as long as the page tells it to. */
export function unpackZstd(packed: Uint8Array, size: number): Uint8Array {
  refuseForeign(packed, size);
  const page = new Uint8Array(size);
  let at = 0;
  const decoder = new Decompress((block) => {
    if (block.length > size - at) throw damaged(`a page decompresses to more than the ${size} bytes that it says`);
    page.set(block, at);
    at += block.length;
  });
  for (let from = 0; from < packed.length; from += pieceSize) decoder.push(packed.subarray(from, from + pieceSize));
  decoder.push(new Uint8Array(), true);
  return page.subarray(0, at);
}

/** Looks at the header of the frame: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1 */
function refuseForeign(packed: Uint8Array, size: number): void {
  const head = Buffer.alloc(18);
  head.set(packed.subarray(0, head.length));
  const flags = head.readUInt8(4);
  const isSingleSegment = (flags & 0b100000) !== 0;
  const window = isSingleSegment ? 0 : 2 ** (10 + (head.readUInt8(5) >> 3));
  if (window > maxWindow) throw damaged("a page asks for more memory than any page can need");
  const at = 5 + (isSingleSegment ? 0 : 1) + (dictionaryIdSizes[flags & 0b11] ?? 0);
  const told = contentSize(head, at, flags >> 6, isSingleSegment);
  if (told !== null && told !== size)
    throw damaged(`a page decompresses to ${told} bytes, and not to the ${size} that it says`);
}

const dictionaryIdSizes = [0, 1, 2, 4];

function contentSize(head: Buffer, at: number, flag: number, isSingleSegment: boolean): number | null {
  switch (flag) {
    case 0:
      return isSingleSegment ? head.readUInt8(at) : null;
    case 1:
      return head.readUInt16LE(at) + 256;
    case 2:
      return head.readUInt32LE(at);
    default:
      return Number(head.readBigUInt64LE(at));
  }
}
