import { bare, inComment, inQuotes, inText, irregular, noByte, padding, quoted } from "./scan-codes";
import * as word from "./scan-state";
import { get, getPlace, set } from "./state";
import { unquote } from "./unquote";
export { freeFrom, stateAt } from "./state";

const lineFeed = 10;
const carriageReturn = 13;

/** Decides whether the first row of all is a comment. */
export function begin(block: usize): void {
  set(word.mode, modeAt(block));
}

/**
 * Finds the boundaries of fields and rows in the bytes from `from` up to `to`, which stand at `block` with some room
 * behind them; bytes behind them that decide what they mean must be there, too. Returns whether all rows are within
 * the limits. The lists need room for one entry per byte.
 *
 * Sixty-four bytes are looked at together; then the walk goes from special byte to special byte. The grammar is said
 * plainly in test/support/plain-rows.ts, and tests compare the two.
 */
export function scan(block: usize, from: i32, to: i32): bool {
  const base = block - from;
  const delimiter = get(word.delimiter);
  const quote = get(word.quote);
  const escape = get(word.escape);
  const isDoubled = get(word.isDoubled) != 0;
  const keepsIrregulars = get(word.keepsIrregulars) != 0;
  const maxRecordSize = get(word.maxRecordSize);
  const maxFields = get(word.maxFields);
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>(quote == noByte ? delimiter : quote));
  const escapes = i8x16.splat(<i8>(escape == noByte ? (quote == noByte ? delimiter : quote) : escape));
  let rowStart = get(word.rowStart);
  let fieldStart = get(word.fieldStart);
  let lastRowEnd = get(word.lastRowEnd);
  let resumeAt = get(word.resumeAt);
  let shape = get(word.shape);
  let mode = get(word.mode);
  let rowField = get(word.rowField);
  let field = get(word.field);
  // The lists are those of a block, fields have numbers across blocks.
  const starts: usize = getPlace(word.starts) - (field << 2);
  const ends: usize = getPlace(word.ends) - (field << 2);
  const rows: usize = getPlace(word.rows);
  const irregulars: usize = getPlace(word.irregulars);
  const draft: usize = getPlace(word.draft);
  let rowCount = 0;
  let irregularCount = 0;
  let unquotedCount = 0;
  let brokenQuotes = 0;
  let rowsBeforeBroken = 0;
  let isWithinLimits = true;

  for (let first = from; first < to && isWithinLimits; first += 64) {
    const block = base + first;
    const marks0 = eitherIn(v128.load(block), quotes, escapes);
    const marks1 = eitherIn(v128.load(block, 16), quotes, escapes);
    const marks2 = eitherIn(v128.load(block, 32), quotes, escapes);
    const marks3 = eitherIn(v128.load(block, 48), quotes, escapes);
    const within: u64 = to - first < 64 ? ((<u64>1) << (to - first)) - 1 : -1;
    const marks = within & bitsOf(marks0, marks1, marks2, marks3);
    const all =
      within &
      bitsOf(
        v128.or(marks0, endsIn(v128.load(block), delimiters)),
        v128.or(marks1, endsIn(v128.load(block, 16), delimiters)),
        v128.or(marks2, endsIn(v128.load(block, 32), delimiters)),
        v128.or(marks3, endsIn(v128.load(block, 48), delimiters)),
      );
    let specials = mode == inQuotes ? marks : all;
    while (specials != 0) {
      const place = ctz(specials);
      const at = first + <i32>place;
      specials &= specials - 1;
      if (at < resumeAt) continue;
      const byte = <i32>load<u8>(base + at);
      if (mode == inText) {
        // Most special bytes are this one. Below it is handled again, behind all that is rare.
        if (byte == delimiter && shape != irregular) {
          store<u32>(starts + (field << 2), fieldStart + shape);
          store<u32>(ends + (field << 2), at - shape);
          field++;
          shape = bare;
          fieldStart = at + 1;
          continue;
        }
        if (byte == quote) {
          if (at == fieldStart) {
            mode = inQuotes;
            shape = quoted;
            specials = marks & ((<u64>-2) << place);
          }
          continue;
        }
        if (byte == escape) {
          shape = irregular;
          resumeAt = at + 2;
          continue;
        }
        if (at != rowStart || byte == delimiter) {
          let end = at;
          if (shape == irregular) {
            shape = bare;
            // What began in an earlier block is not all at hand.
            if (keepsIrregulars || fieldStart < from) store<u32>(irregulars + (irregularCount++ << 2), field);
            else {
              const start = base + fieldStart;
              fieldStart += i32(<i32>load<u8>(start) == quote);
              end = <i32>(unquote(start, base + at, draft, quote, escape, isDoubled) - base);
              unquotedCount++;
            }
          }
          store<u32>(starts + (field << 2), fieldStart + shape);
          store<u32>(ends + (field << 2), end - shape);
          field++;
          shape = bare;
          fieldStart = at + 1;
          if (byte == delimiter) continue;
          isWithinLimits = at - rowStart <= maxRecordSize && field - rowField <= maxFields;
          if (!isWithinLimits) break;
          store<u32>(rows + (rowCount++ << 2), field);
          rowField = field;
          resumeAt = byte == carriageReturn && load<u8>(base + at + 1) == lineFeed ? at + 2 : at + 1;
          lastRowEnd = resumeAt;
        }
        rowStart = max(resumeAt, at + 1);
        fieldStart = rowStart;
        mode = modeAt(base + rowStart);
      } else if (mode == inQuotes) {
        if (byte == quote) {
          const behind = <i32>load<u8>(base + at + 1);
          if (behind == quote && isDoubled) {
            shape = irregular;
            resumeAt = at + 2;
          } else {
            mode = inText;
            specials = all & ((<u64>-2) << place);
            // The first byte behind a closing quote is text, even an escape.
            if (behind != delimiter && behind != lineFeed && behind != carriageReturn) {
              shape = irregular;
              resumeAt = at + 2;
              if (behind != padding) {
                if (brokenQuotes == 0) rowsBeforeBroken = rowCount;
                brokenQuotes++;
              }
            }
          }
        } else if (byte == escape) {
          shape = irregular;
          resumeAt = at + 2;
        }
      } else if (byte == lineFeed || byte == carriageReturn) {
        rowStart = at + 1;
        fieldStart = rowStart;
        mode = modeAt(base + rowStart);
      }
    }
  }

  set(word.rowStart, rowStart);
  set(word.fieldStart, fieldStart);
  set(word.lastRowEnd, lastRowEnd);
  set(word.resumeAt, resumeAt);
  set(word.shape, shape);
  set(word.mode, mode);
  set(word.rowField, rowField);
  set(word.field, field);
  set(word.rowCount, rowCount);
  set(word.irregularCount, irregularCount);
  set(word.unquotedCount, unquotedCount);
  set(word.brokenQuotes, brokenQuotes);
  set(word.rowsBeforeBroken, rowsBeforeBroken);
  return isWithinLimits && to - rowStart <= maxRecordSize && field - rowField <= maxFields;
}

function eitherIn(bytes: v128, one: v128, other: v128): v128 {
  return v128.or(i8x16.eq(bytes, one), i8x16.eq(bytes, other));
}

/** The bytes that may end a field. */
function endsIn(bytes: v128, delimiters: v128): v128 {
  return v128.or(
    eitherIn(bytes, i8x16.splat(<i8>lineFeed), i8x16.splat(<i8>carriageReturn)),
    i8x16.eq(bytes, delimiters),
  );
}

/** A bit for each of sixty-four bytes. */
function bitsOf(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>i8x16.bitmask(a) |
    ((<u64>i8x16.bitmask(b)) << 16) |
    ((<u64>i8x16.bitmask(c)) << 32) |
    ((<u64>i8x16.bitmask(d)) << 48)
  );
}

/** Whether a row or a comment begins. */
function modeAt(at: usize): i32 {
  const length = get(word.commentLength);
  if (length == 0) return inText;
  const comment: usize = getPlace(word.comment);
  for (let index = 0; index < length; index++) {
    if (load<u8>(at + index) != load<u8>(comment + index)) return inText;
  }
  return inComment;
}
