import { writeBoolean } from "./booleans";
import { copyText } from "./copy-text";
import { writeDate, writeDateTime } from "./dates";
import { isAmbiguous as isAmbiguousDay } from "./days";
import {
  boolean,
  date,
  dateTime,
  decimal,
  fieldIsUnusual,
  integer,
  isAmbiguous,
  isDone,
  isEmptyNull,
  keyIsMissing,
  number,
  plainText,
  rowHasRest,
  skip,
  stepSize,
  textOrNull,
  windowIsFull,
} from "./encode-codes";
import * as word from "./encode-state";
import { countUp, writeLineNumber } from "./line-number";
import { notPlain } from "./not-plain";
import { writeDecimal, writeInteger, writeNumber } from "./numbers";
import { get, getPlace, set, setPlace } from "./state";
import { writeStringRest } from "./strings";
export { setLineNumber } from "./line-number";
export { freeFrom, stateAt } from "./state";

const quote = 0x22;
const openingBrace = 0x7b;
/** In memory. */
const nullWord = 0x6c6c756e;

// What a row still needs.
const everything = 0;
const members = 1;
const ending = 2;

/**
 * Writes the RECORD lines of rows until it needs the program, or is done; returns the reason. When the program has
 * written what the kernel could not, it moves `at` and goes on.
 */
export function encode(): i32 {
  const rowCount = get(word.rowCount);
  const stepCount = get(word.stepCount);
  for (let row = get(word.row); row < rowCount; row++) {
    const first = firstOf(row);
    const width = firstOf(row + 1) - first;
    if (get(word.stage) == everything) {
      set(word.row, row);
      if (!hasRoom(first, width)) return windowIsFull;
      if (width < get(word.keyedWidth)) return keyIsMissing;
      const open = copyText(getPlace(word.head), get(word.headLength), getPlace(word.used));
      setPlace(word.open, open);
      setPlace(word.at, open);
      set(word.field, 0);
      set(word.hasRest, get(word.hasExtras) | i32(width != stepCount));
      set(word.stage, members);
    }
    if (get(word.stage) == members) {
      if (!writeMembers(first, min(width, stepCount))) return fieldIsUnusual;
      set(word.stage, ending);
      if (get(word.hasRest) != 0) return rowHasRest;
    }
    writeEnding();
    set(word.stage, everything);
  }
  set(word.row, rowCount);
  return isDone;
}

function firstOf(row: i32): i32 {
  return load<i32>(getPlace(word.rows) + (row << 2));
}

/** Whether there is room for a row whatever it holds, so that nothing behind this has to check. */
function hasRoom(first: i32, width: i32): bool {
  let size: i64 = get(word.fixedSize);
  if (width > 0) {
    const end = load<i32>(getPlace(word.ends) + ((first + width - 1) << 2));
    size += 6 * <i64>(end - load<i32>(getPlace(word.starts) + (first << 2))) + 8 * width;
  }
  return <i64>getPlace(word.used) + size <= <i64>getPlace(word.windowEnd);
}

/** Writes the members from the field at hand on; false where one is not in a form that is known here. */
function writeMembers(first: i32, count: i32): bool {
  const source: usize = getPlace(word.source);
  let field = get(word.field);
  let at: usize = getPlace(word.at);
  let start: usize = getPlace(word.starts) + ((first + field) << 2);
  let end: usize = getPlace(word.ends) + ((first + field) << 2);
  let step: usize = getPlace(word.steps) + field * stepSize;
  for (; field < count; field++, start += 4, end += 4, step += stepSize) {
    const kind = load<i32>(step);
    if (kind == skip) continue;
    const from = source + load<u32>(start);
    const to = source + load<u32>(end);
    const begin = at;
    at = copyText(load<usize>(step, 4), load<i32>(step, 8), at);
    let done = notPlain;
    if (kind == plainText || (kind == textOrNull && !mayBeNull(from, to - from))) {
      // The opening quote of plain text is part of its prefix.
      if (kind == textOrNull) store<u8>(at++, quote);
      done = writeStringRest(from, to, at);
    } else if (kind == integer) done = writeInteger(from, to, at);
    else if (kind == number) done = writeNumber(from, to, at);
    else if (kind == decimal) done = writeDecimal(from, to, at);
    else if (kind == dateTime || kind == date) {
      done =
        kind == date
          ? writeDate(from, to, at, get(word.readsOtherDates) != 0)
          : writeDateTime(from, to, at, get(word.readsOtherDates) != 0);
      if (isAmbiguousDay && done != notPlain) noteAmbiguous(step);
    } else if (kind == boolean) done = writeBoolean(from, to, at);
    if (done == notPlain) {
      if (from != to || (load<i32>(step, 12) & isEmptyNull) == 0) {
        set(word.field, field);
        setPlace(word.begin, begin);
        setPlace(word.at, at);
        return false;
      }
      store<u32>(at, nullWord);
      done = at + 4;
    }
    at = done;
  }
  setPlace(word.at, at);
  return true;
}

function noteAmbiguous(step: usize): void {
  store<i32>(step, load<i32>(step, 12) | isAmbiguous, 12);
  set(word.hasAmbiguous, 1);
}

function mayBeNull(from: usize, length: usize): bool {
  if (((get(word.nullLengths) >> min(<u32>length, 31)) & 1) == 0) return false;
  if (length == 0) return true;
  const first: i32 = load<u8>(from);
  return ((get(word.nullStarts + (first >> 5)) >> (first & 31)) & 1) != 0;
}

function writeEnding(): void {
  const open: usize = getPlace(word.open);
  let at = copyText(getPlace(word.origin), get(word.originLength), getPlace(word.at));
  if (get(word.hasLineNumber) != 0) at = writeLineNumber(at);
  countUp();
  // Every member begins with a comma; the comma of the first one becomes the opening brace.
  store<u8>(open, openingBrace);
  if (at == open) at++;
  setPlace(word.used, copyText(getPlace(word.foot), get(word.footLength), at));
}
