import * as word from "./encode-state";
import { get, set } from "./state";

const quote: u8 = 0x22;
const backslash: u8 = 0x5c;
const lastControl: u8 = 0x1f;
const letterU: u8 = 0x75;

/** The same as below, for the loop that sees every field: most texts are short and plain, and not worth a call. */
export function writeText(from: usize, to: usize, at: usize): usize {
  const bytes = v128.load(from);
  const length = <i32>(to - from);
  if (length > 16 || (specialsIn(bytes) & ((1 << length) - 1)) != 0) return writeStringRest(from, to, at);
  v128.store(at, bytes);
  store<u8>(at + length, quote);
  return at + length + 1;
}

/** Writes UTF-8 text as a JSON string, behind a quote that is there already. Needs room for six times the text. */
export function writeStringRest(from: usize, to: usize, at: usize): usize {
  while (from < to) {
    const bytes = v128.load(from);
    v128.store(at, bytes);
    const length = <i32>min(to - from, 16);
    const specials = specialsIn(bytes) & ((1 << length) - 1);
    if (specials == 0) {
      from += length;
      at += length;
    } else {
      const plain = ctz(specials);
      at = writeEscaped(load<u8>(from + plain), at + plain);
      from += plain + 1;
    }
  }
  store<u8>(at, quote);
  return at + 1;
}

/** The same for the bytes at a position. */
export function specialsAt(at: usize): i32 {
  return specialsIn(v128.load(at));
}

/** A bit for each of sixteen bytes that a JSON string cannot hold as it stands. */
function specialsIn(bytes: v128): i32 {
  const marks = v128.or(i8x16.eq(bytes, i8x16.splat(<i8>quote)), i8x16.eq(bytes, i8x16.splat(<i8>backslash)));
  return i8x16.bitmask(v128.or(marks, i8x16.le_u(bytes, i8x16.splat(<i8>lastControl))));
}

function writeEscaped(byte: u8, at: usize): usize {
  const letter = letterOf(byte);
  store<u8>(at, backslash);
  store<u8>(at, letter, 1);
  if (letter != letterU) return at + 2;
  if (byte == 0) set(word.nuls, get(word.nuls) + 1);
  store<u16>(at, 0x3030, 2);
  store<u8>(at, hexDigit(byte >> 4), 4);
  store<u8>(at, hexDigit(byte & 15), 5);
  return at + 6;
}

/** What stands behind the backslash; `u` for \u00XX. */
function letterOf(byte: u8): u8 {
  switch (byte) {
    case quote:
    case backslash:
      return byte;
    case 8:
      return 0x62;
    case 9:
      return 0x74;
    case 10:
      return 0x6e;
    case 12:
      return 0x66;
    case 13:
      return 0x72;
    default:
      return letterU;
  }
}

function hexDigit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}
