import { writeBoolean } from "./booleans";
import { copyText } from "./copy-text";
import { writeDate, writeDateTime } from "./dates";
import {
  boolean,
  date,
  dateTime,
  fieldIsUnusual,
  integer,
  isDone,
  keyIsMissing,
  number,
  plainText,
  rowHasRest,
  skip,
  stepSize,
  textOrNull,
  windowIsFull,
} from "./encode-codes";
import * as state from "./encode-state";
import { countUp, writeLineNumber } from "./line-number";
import { notPlain } from "./not-plain";
import { writeInteger, writeNumber } from "./numbers";
import { writeStringRest } from "./strings";
export * from "./encode-state";
export { setLineNumber } from "./line-number";

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
  while (state.row < state.rowCount) {
    const first = firstOf(state.row);
    const width = firstOf(state.row + 1) - first;
    if (state.stage == everything) {
      if (!hasRoom(first, width)) return windowIsFull;
      if (width < state.keyedWidth) return keyIsMissing;
      state.open = copyText(state.head, state.headLength, state.used);
      state.at = state.open;
      state.field = 0;
      state.hasRest = state.hasExtras | i32(width != state.stepCount);
      state.stage = members;
    }
    if (state.stage == members) {
      if (!writeMembers(first, min(width, state.stepCount))) return fieldIsUnusual;
      state.stage = ending;
      if (state.hasRest != 0) return rowHasRest;
    }
    writeEnding();
    state.row++;
    state.stage = everything;
  }
  return isDone;
}

function firstOf(row: i32): i32 {
  return load<i32>(state.rows + (row << 2));
}

/** Whether there is room for a row whatever it holds, so that nothing behind this has to check. */
function hasRoom(first: i32, width: i32): bool {
  let size: i64 = state.fixedSize;
  if (width > 0) {
    const end = load<i32>(state.ends + ((first + width - 1) << 2));
    size += 6 * <i64>(end - load<i32>(state.starts + (first << 2))) + 8 * width;
  }
  return <i64>state.used + size <= <i64>state.windowEnd;
}

/** Writes the members from `state.field` on; false where one is not in a form that is known here. */
function writeMembers(first: i32, count: i32): bool {
  const source = state.source;
  let field = state.field;
  let at = state.at;
  let start = state.starts + ((first + field) << 2);
  let end = state.ends + ((first + field) << 2);
  let step = state.steps + field * stepSize;
  for (; field < count; field++, start += 4, end += 4, step += stepSize) {
    const kind = load<i32>(step);
    if (kind == skip) continue;
    const from = source + load<u32>(start);
    const to = source + load<u32>(end);
    const begin = at;
    at = copyText(load<usize>(step, 4), load<i32>(step, 8), at);
    let done = notPlain;
    if (kind == plainText || (kind == textOrNull && !mayBeNull(to - from))) {
      // The opening quote of plain text is part of its prefix.
      if (kind == textOrNull) store<u8>(at++, quote);
      done = writeStringRest(from, to, at);
    } else if (kind == integer) done = writeInteger(from, to, at);
    else if (kind == number) done = writeNumber(from, to, at);
    else if (kind == dateTime) done = writeDateTime(from, to, at);
    else if (kind == date) done = writeDate(from, to, at);
    else if (kind == boolean) done = writeBoolean(from, to, at);
    if (done == notPlain) {
      const isEmptyNull = from == to && load<i32>(step, 12) != 0;
      if (!isEmptyNull) {
        state.field = field;
        state.begin = begin;
        state.at = at;
        return false;
      }
      store<u32>(at, nullWord);
      done = at + 4;
    }
    at = done;
  }
  state.at = at;
  return true;
}

function mayBeNull(length: usize): bool {
  return ((state.nullLengths >> min(<u32>length, 31)) & 1) != 0;
}

function writeEnding(): void {
  let at = copyText(state.origin, state.originLength, state.at);
  if (state.hasLineNumber != 0) at = writeLineNumber(at);
  countUp();
  // Every member begins with a comma; the comma of the first one becomes the opening brace.
  store<u8>(state.open, openingBrace);
  if (at == state.open) at++;
  state.used = copyText(state.foot, state.footLength, at);
}
