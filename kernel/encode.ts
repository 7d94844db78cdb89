import { writeBoolean } from "./booleans";
import { copyText } from "./copy-text";
import { writeDate, writeDateTime } from "./dates";
import { isAmbiguous as isAmbiguousDay, isoOnly } from "./days";
import {
  boolean,
  broken,
  date,
  dateTime,
  dayFirst,
  decimal,
  extra,
  exitUnusualField,
  integer,
  isAmbiguous,
  exitDone,
  isEmptyNull,
  isKey,
  json,
  jsonArray,
  jsonObject,
  keyText,
  exitKeyMissing,
  known,
  monthFirst,
  nothing,
  number,
  plainText,
  prefixAt,
  prefixLength,
  exitRowRest,
  exitRowBroken,
  exitRowRagged,
  skip,
  fieldOpSize,
  textOrNull,
  valueAllowance,
  exitWindowFull,
} from "./encode-codes";
import * as word from "./encode-state";
import { countUp, writeLineNumber } from "./line-number";
import { notPlain } from "./not-plain";
import { writeInteger, writeNumber } from "./numbers";
import { get, getPlace, set, setPlace } from "./state";
import { writeText } from "./strings";
import { writeUsualDateTime } from "./usual-date-times";
export { setLineNumber } from "./line-number";
export { freeFrom, stateAt } from "./state";
export { writeStringRest } from "./strings";

const openingBrace = 0x7b;
const openingBracket = 0x5b;
/** In memory. */
const nullWord = 0x6c6c756e;

// What a row still needs.
const everything = 0;
const members = 1;
const ending = 2;

/**
 * Writes the RECORD lines of rows until it needs the program, or is done; returns the reason. When the program has
 * written what the kernel could not, it moves `at` and goes on. What a line must be is said plainly in
 * test/support/plain-record.ts, and tests compare the two.
 */
export function encode(): i32 {
  const rowCount = get(word.rowCount);
  const fieldOpCount = get(word.fieldOpCount);
  const kinds = getPlace(word.kinds);
  const isNamed = get(word.isNamed) != 0;
  for (let row = get(word.row); row < rowCount; row++) {
    const first = firstOf(row);
    const width = firstOf(row + 1) - first;
    if (get(word.stage) == everything) {
      set(word.row, row);
      if (!(isNamed ? hasRoomForNamed(first, width) : hasRoom(first, width))) return exitWindowFull;
      if (width < get(word.minFields)) return exitKeyMissing;
      if (width != fieldOpCount && get(word.hasOneWidth) != 0) return exitRowRagged;
      if (isNamed && width > 0 && load<u8>(kinds + first) == broken) return exitRowBroken;
      const open = copyText(getPlace(word.linePrefix), get(word.linePrefixLength), getPlace(word.used));
      setPlace(word.open, open);
      setPlace(word.at, open);
      set(word.field, 0);
      set(word.keys, 0);
      set(word.hasRest, isNamed ? 0 : get(word.hasExtras) | i32(width != fieldOpCount));
      set(word.stage, members);
    }
    if (get(word.stage) == members) {
      if (!writeMembers(first, isNamed ? width : min(width, fieldOpCount))) return exitUnusualField;
      if (get(word.keys) < get(word.keyCount)) return exitKeyMissing;
      // As in the reference tap, `_sdc_extra` is the last member of what has names of its own.
      if (isNamed) writeOrigin();
      set(word.stage, ending);
      if (get(word.hasRest) != 0) return exitRowRest;
    }
    if (!isNamed) writeOrigin();
    writeFoot();
    set(word.stage, everything);
  }
  set(word.row, rowCount);
  return exitDone;
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

/** The same where the fields have columns, and a row has only the names of its own. */
function hasRoomForNamed(first: i32, width: i32): bool {
  const room = <i64>getPlace(word.windowEnd) - <i64>getPlace(word.used) - <i64>get(word.fixedSize);
  return hasAmpleRoom(first, width, room) || sizeOfNamed(first, width) <= room;
}

/** As if each name were the longest, which is quick to tell, and enough but near the end of a window. */
function hasAmpleRoom(first: i32, width: i32, room: i64): bool {
  // The lengths of more would not add up within 32 bits, where one text is the value of many fields.
  if (width > 4096) return false;
  const starts: usize = getPlace(word.starts);
  const ends: usize = getPlace(word.ends);
  const behind: usize = (first + width) << 2;
  let field: usize = first << 2;
  let sums = i32x4.splat(0);
  for (; field + 16 <= behind; field += 16)
    sums = i32x4.add(sums, i32x4.sub(v128.load(ends + field), v128.load(starts + field)));
  let text =
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3);
  for (; field < behind; field += 4) text += load<i32>(ends + field) - load<i32>(starts + field);
  return 6 * <i64>text + <i64>width * (2 * get(word.maxNameLength) + valueAllowance) <= room;
}

function sizeOfNamed(first: i32, width: i32): i64 {
  const fieldOps: usize = getPlace(word.fieldOps);
  const starts: usize = getPlace(word.starts);
  const ends: usize = getPlace(word.ends);
  const columns: usize = getPlace(word.columns);
  let size: i64 = 0;
  for (let field = first << 2; field < (first + width) << 2; field += 4) {
    const text = load<u32>(ends + field) - load<u32>(starts + field);
    // Of a broken row the column is none: its line is not written.
    const column = load<u32>(columns + field);
    const name = column < <u32>get(word.fieldOpCount) ? load<i32>(fieldOps + column * fieldOpSize, prefixLength) : 0;
    size += 6 * <i64>text + 2 * name + valueAllowance;
  }
  return size;
}

/** Writes the members from the field at hand on; false where one is not in a form that is known here. */
function writeMembers(first: i32, count: i32): bool {
  const source: usize = getPlace(word.source);
  const fieldOps: usize = getPlace(word.fieldOps);
  // As if the fields of this row were the first of all.
  const columns: usize = getPlace(word.columns) + (first << 2);
  const kinds: usize = getPlace(word.kinds) + first;
  const isNamed = get(word.isNamed) != 0;
  const hasKinds = getPlace(word.kinds) != 0;
  let field = get(word.field);
  let keys = get(word.keys);
  let at: usize = getPlace(word.at);
  let start: usize = getPlace(word.starts) + ((first + field) << 2);
  let end: usize = getPlace(word.ends) + ((first + field) << 2);
  let fieldOp: usize = fieldOps + field * fieldOpSize;
  for (; field < count; field++, start += 4, end += 4, fieldOp += fieldOpSize) {
    let action: i32 = 0;
    if (isNamed) {
      fieldOp = fieldOps + load<u32>(columns + (field << 2)) * fieldOpSize;
      action = load<u8>(fieldOp + load<u8>(kinds + field));
      keys += load<u8>(fieldOp, isKey);
      if (action == extra) set(word.hasRest, 1);
      if (action == extra) continue;
    } else action = load<u8>(hasKinds ? fieldOp + load<u8>(kinds + field) : fieldOp);
    if (action == skip) continue;
    const from = source + load<u32>(start);
    const to = source + load<u32>(end);
    const begin = at;
    // The prefix has the opening quote of a text, over which other values are written.
    at = copyText(load<usize>(fieldOp, prefixAt), load<i32>(fieldOp, prefixLength), at);
    let done = notPlain;
    if (
      action == plainText ||
      (action == textOrNull && !mayBeNull(from, to - from)) ||
      (action == keyText && from != to && !mayBeNull(from, to - from))
    ) {
      done = writeText(from, to, at);
    } else if (action == integer) done = writeInteger(from, to, at - 1);
    else if (action == number || action == decimal) done = writeNumber(from, to, at - 1, action == decimal);
    else if (action == dateTime || action == date) {
      if (action == dateTime) done = writeUsualDateTime(from, to, at - 1);
      if (done == notPlain) done = writeAnyDate(from, to, at - 1, fieldOp, action == date);
    } else if (action == boolean) done = writeBoolean(from, to, at - 1);
    else if (action == nothing) done = writeNull(at - 1);
    else if (action == json || action == (load<u8>(from) == openingBracket ? jsonArray : jsonObject)) {
      done = copyText(from, <i32>(to - from), at - 1);
    }
    if (done == notPlain) {
      if (from != to || (load<u8>(fieldOp, known) & isEmptyNull) == 0) {
        set(word.field, field);
        set(word.keys, keys);
        setPlace(word.begin, begin);
        setPlace(word.at, at - 1);
        return false;
      }
      done = writeNull(at - 1);
    }
    at = done;
  }
  set(word.keys, keys);
  setPlace(word.at, at);
  return true;
}

function writeAnyDate(from: usize, to: usize, at: usize, fieldOp: usize, isDate: bool): usize {
  const order = get(word.readsOtherDates) != 0 ? load<u8>(fieldOp, known) & (monthFirst | dayFirst) : isoOnly;
  const end = isDate ? writeDate(from, to, at, order) : writeDateTime(from, to, at, order);
  if (isAmbiguousDay && end != notPlain) noteAmbiguous(fieldOp);
  return end;
}

function writeNull(at: usize): usize {
  store<u32>(at, nullWord);
  return at + 4;
}

function noteAmbiguous(fieldOp: usize): void {
  store<u8>(fieldOp, load<u8>(fieldOp, known) | isAmbiguous, known);
  set(word.hasAmbiguous, 1);
}

function mayBeNull(from: usize, length: usize): bool {
  if (((get(word.nullLengths) >> min(<u32>length, 31)) & 1) == 0) return false;
  if (length == 0) return true;
  const first: i32 = load<u8>(from);
  return ((get(word.nullStarts + (first >> 5)) >> (first & 31)) & 1) != 0;
}

function writeOrigin(): void {
  const at = copyText(getPlace(word.sourceColumns), get(word.sourceColumnsLength), getPlace(word.at));
  setPlace(word.at, get(word.hasLineNumber) != 0 ? writeLineNumber(at) : at);
}

function writeFoot(): void {
  const open: usize = getPlace(word.open);
  let at: usize = getPlace(word.at);
  countUp();
  // Every member begins with a comma; the comma of the first one becomes the opening brace.
  store<u8>(open, openingBrace);
  if (at == open) at++;
  setPlace(word.used, copyText(getPlace(word.lineSuffix), get(word.lineSuffixLength), at));
}
