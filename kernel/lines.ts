import { endOfDigits, othersAt } from "./digits";
import {
  columnAt,
  everything,
  exitDone,
  followerAt,
  key,
  exitUnusualKey,
  exitUnusualLine,
  spellingSize,
  textAt,
  textLength,
  value,
  exitUnusualValue,
} from "./lines-codes";
import * as word from "./lines-state";
import { get, getPlace, set, setPlace } from "./state";
import { specialsAt } from "./strings";
export { freeFrom, stateAt } from "./state";

const lineFeed = 0x0a;
const quote = 0x22;
const comma = 0x2c;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const colon = 0x3a;
const openingBrace = 0x7b;
const closingBrace = 0x7d;
const letterE = 0x65;
const smallBit = 0x20;
/** In memory. */
const trueWord = 0x65757274;
const nullWord = 0x6c6c756e;
const falseWord: u64 = 0x65736c6166;
const fiveBytes: u64 = 0xffffffffff;

// As in rows/json-kinds.ts.
const text = 0;
const number = 1;
const boolean = 2;
const none = 3;

/** How many spellings are looked at, each the follower of the one before: as many keys may be left out. */
const maxGuesses = 4;

/**
 * Finds the values in lines of JSON, which are objects that are mostly alike, until it needs the program, or is done;
 * returns the reason. It knows the keys that it was told, in the order that it has seen; texts without escapes, numbers,
 * booleans and nulls. The program reads what it does not know, and moves `at`. How lines are to be read is said in
 * jsonl/scan-object.ts, and tests compare the two.
 */
export function scan(): i32 {
  const end: usize = getPlace(word.end);
  const base: usize = getPlace(word.base);
  const starts: usize = getPlace(word.starts);
  const ends: usize = getPlace(word.ends);
  const columns: usize = getPlace(word.columns);
  const kinds: usize = getPlace(word.kinds);
  const latest: usize = getPlace(word.latest);
  const spellings: usize = getPlace(word.spellings);
  const maxRecordSize = get(word.maxRecordSize);
  let at: usize = getPlace(word.at);
  let stage = get(word.stage);
  let field = get(word.field);
  let rowId = get(word.rowId);
  let spelling = get(word.spelling);
  let column = get(word.column);
  let lineStart: usize = getPlace(word.lineStart);
  let reason = exitUnusualLine;
  while (true) {
    if (stage == everything) {
      lineStart = at;
      set(word.rowField, field);
      if (at >= end) {
        reason = exitDone;
        break;
      }
      at = behindSpace(at);
      if (load<u8>(at) == lineFeed) {
        at++;
        continue;
      }
      if (load<u8>(at) != openingBrace) break;
      rowId++;
      spelling = -1;
      at = behindSpace(at + 1);
      stage = key;
    }
    if (stage == key) {
      let guess = spelling < 0 ? get(word.firstSpelling) : load<i32>(spellings + spelling * spellingSize, followerAt);
      let entry = spellings + guess * spellingSize;
      // Mostly it is the key that is expected, and the colon right behind it, which one look tells.
      if (guess >= 0 && isSame(at, load<usize>(entry, textAt), load<i32>(entry, textLength)))
        at += load<i32>(entry, textLength);
      else {
        if (load<u8>(at) != quote) break;
        for (let left = maxGuesses; guess >= 0; left--) {
          if (left == 0) guess = -1;
          else if (isSame(at, load<usize>(entry, textAt), load<i32>(entry, textLength) - 1)) break;
          else {
            guess = load<i32>(entry, followerAt);
            entry = spellings + guess * spellingSize;
          }
        }
        if (guess < 0) {
          reason = exitUnusualKey;
          break;
        }
        at = behindSpace(at + load<i32>(entry, textLength) - 1);
        if (load<u8>(at) != colon) break;
        at++;
      }
      at = behindSpace(at);
      spelling = guess;
      column = load<i32>(entry, columnAt);
      // Of two values under one key the later one counts.
      if (load<i32>(latest + (column << 2)) == rowId) break;
      store<i32>(latest + (column << 2), rowId);
      stage = value;
    }
    if (stage == value) {
      const first = <i32>load<u8>(at);
      let kind = text;
      let from = at;
      let to: usize = 0;
      let behind: usize = 0;
      if (first == quote) {
        from = to = at + 1;
        let specials = specialsAt(to);
        while (specials == 0) {
          to += 16;
          specials = specialsAt(to);
        }
        to += ctz(specials);
        // Else it is an escape, or the line ends here.
        if (load<u8>(to) == quote) behind = to + 1;
      } else if (first == minus || <u32>(first - zero) <= 9) {
        kind = number;
        behind = to = endOfNumber(at, end);
      } else {
        const four = load<u32>(at);
        kind = four == nullWord ? none : boolean;
        if (four == nullWord || four == trueWord) behind = to = at + 4;
        else if ((load<u64>(at) & fiveBytes) == falseWord) behind = to = at + 5;
      }
      if (behind == 0) {
        reason = exitUnusualValue;
        break;
      }
      store<u32>(starts + (field << 2), <u32>(from - base));
      store<u32>(ends + (field << 2), <u32>(to - base));
      store<u32>(columns + (field << 2), column);
      store<u8>(kinds + field, kind);
      field++;
      at = behind;
    }
    at = behindSpace(at);
    if (load<u8>(at) == comma) {
      at = behindSpace(at + 1);
      stage = key;
      continue;
    }
    if (load<u8>(at) != closingBrace) break;
    at = behindSpace(at + 1);
    if (load<u8>(at) != lineFeed || <i32>(at - lineStart) > maxRecordSize) break;
    const row = get(word.rowCount);
    store<i32>(getPlace(word.rows) + (row << 2), field);
    set(word.rowCount, row + 1);
    at++;
    stage = everything;
  }
  setPlace(word.at, at);
  set(word.stage, stage);
  set(word.field, field);
  set(word.rowId, rowId);
  set(word.spelling, spelling);
  set(word.column, column);
  setPlace(word.lineStart, lineStart);
  return reason;
}

/** Most keys are shorter than sixteen bytes. */
function isSame(one: usize, other: usize, length: i32): bool {
  if (length > 16) return isSameText(one, other, length);
  return (differencesAt(one, other) & ((1 << length) - 1)) == 0;
}

function isSameText(one: usize, other: usize, length: i32): bool {
  for (; length > 16; length -= 16, one += 16, other += 16) if (differencesAt(one, other) != 0) return false;
  return (differencesAt(one, other) & ((1 << length) - 1)) == 0;
}

function differencesAt(one: usize, other: usize): i32 {
  return i8x16.bitmask(i8x16.ne(v128.load(one), v128.load(other)));
}

/** Where a number ends, or 0: https://www.rfc-editor.org/rfc/rfc8259#section-6 */
function endOfNumber(at: usize, end: usize): usize {
  const size = sizeOfShortNumber(at);
  return size > 0 ? at + size : endOfAnyNumber(at, end);
}

/**
 * The same for -12.5 and 12 in fewer than sixteen bytes, which most are, by one look at them: where each value ends must be known
 * before the next can be looked at. 0 for others.
 */
function sizeOfShortNumber(at: usize): usize {
  const sign = i32(load<u8>(at) == minus);
  const others = othersAt(at) & ~sign;
  const whole = ctz(others);
  if (others == 0 || whole <= sign || (load<u8>(at + sign) == zero && whole > sign + 1)) return 0;
  // The bit of the first one, if it is the point.
  const decimal = others & -others & pointsAt(at);
  const rest = others ^ decimal;
  const size = ctz(rest);
  if (decimal != 0 && (rest == 0 || size == whole + 1)) return 0;
  return (load<u8>(at + size) | smallBit) == letterE ? 0 : size;
}

/** A bit for each point among sixteen bytes. */
function pointsAt(at: usize): i32 {
  return i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(<i8>point)));
}

function endOfAnyNumber(at: usize, end: usize): usize {
  const start = at + usize(load<u8>(at) == minus);
  let to = endOfDigits(start, end);
  if (to == start || (load<u8>(start) == zero && to > start + 1)) return 0;
  if (load<u8>(to) == point) {
    const decimals = to + 1;
    to = endOfDigits(decimals, end);
    if (to == decimals) return 0;
  }
  if ((load<u8>(to) | smallBit) != letterE) return to;
  const sign = <i32>load<u8>(to, 1);
  const exponent = to + 1 + usize(sign == plus || sign == minus);
  to = endOfDigits(exponent, end);
  return to == exponent ? 0 : to;
}

/** Most often there is no space. */
function behindSpace(at: usize): usize {
  return load<u8>(at) > 0x20 ? at : behindMoreSpace(at);
}

function behindMoreSpace(at: usize): usize {
  let byte = load<u8>(at);
  while (byte == 0x20 || byte == 0x09 || byte == 0x0d) byte = load<u8>(++at);
  return at;
}
