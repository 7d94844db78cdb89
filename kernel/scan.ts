import { bare, inComment, inQuotes, inText, irregular, noByte, quoted } from "./scan-codes";
import * as state from "./scan-state";
export * from "./scan-state";

const lineFeed = 10;
const carriageReturn = 13;

/** Decides whether the first row of all is a comment. */
export function begin(block: usize): void {
  state.mode = modeAt(block);
}

/**
 * Finds the boundaries of fields and rows in the bytes from `from` up to `to`, which stand at `block` with some room
 * behind them; bytes behind them that decide what they mean must be there, too. Returns whether all rows are within
 * the limits. The lists need room for one entry per byte.
 *
 * Sixty-four bytes are looked at together; then the walk goes from special byte to special byte.
 */
export function scan(block: usize, from: i32, to: i32): bool {
  const base = block - from;
  const delimiter = state.delimiter;
  const quote = state.quote;
  const escape = state.escape;
  const isDoubled = state.isDoubled != 0;
  const delimiters = i8x16.splat(<i8>delimiter);
  const quotes = i8x16.splat(<i8>(quote == noByte ? delimiter : quote));
  const escapes = i8x16.splat(<i8>(escape == noByte ? delimiter : escape));
  const starts = state.starts - (state.field << 2);
  const ends = state.ends - (state.field << 2);
  let rowStart = state.rowStart;
  let fieldStart = state.fieldStart;
  let resumeAt = state.resumeAt;
  let shape = state.shape;
  let mode = state.mode;
  let field = state.field;
  let isWithinLimits = true;

  for (let first = from; first < to && isWithinLimits; first += 64) {
    let specials =
      specialsAt(base + first, delimiters, quotes, escapes) |
      (specialsAt(base + first + 16, delimiters, quotes, escapes) << 16) |
      (specialsAt(base + first + 32, delimiters, quotes, escapes) << 32) |
      (specialsAt(base + first + 48, delimiters, quotes, escapes) << 48);
    if (to - first < 64) specials &= ((<u64>1) << (to - first)) - 1;
    while (specials != 0) {
      const at = first + <i32>ctz(specials);
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
          }
          continue;
        }
        if (byte == escape) {
          shape = irregular;
          resumeAt = at + 2;
          continue;
        }
        if (at != rowStart || byte == delimiter) {
          if (shape == irregular) {
            store<u32>(state.irregulars + (state.irregularCount++ << 2), field);
            shape = bare;
          }
          store<u32>(starts + (field << 2), fieldStart + shape);
          store<u32>(ends + (field << 2), at - shape);
          field++;
          shape = bare;
          fieldStart = at + 1;
          if (byte == delimiter) continue;
          isWithinLimits = at - rowStart <= state.maxRecordSize && field - state.rowField <= state.maxFields;
          if (!isWithinLimits) break;
          store<u32>(state.rows + (state.rowCount++ << 2), field);
          state.rowField = field;
          resumeAt = byte == carriageReturn && load<u8>(base + at + 1) == lineFeed ? at + 2 : at + 1;
          state.lastRowEnd = resumeAt;
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
            // The first byte behind a closing quote is text, even an escape.
            if (behind != delimiter && behind != lineFeed && behind != carriageReturn) {
              shape = irregular;
              resumeAt = at + 2;
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

  state.rowStart = rowStart;
  state.fieldStart = fieldStart;
  state.resumeAt = resumeAt;
  state.shape = shape;
  state.mode = mode;
  state.field = field;
  return isWithinLimits && to - rowStart <= state.maxRecordSize && field - state.rowField <= state.maxFields;
}

/** A bit for each of sixteen bytes that may end a field or change how it reads. */
function specialsAt(at: usize, delimiters: v128, quotes: v128, escapes: v128): u64 {
  const bytes = v128.load(at);
  const marks = v128.or(v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, quotes)), i8x16.eq(bytes, escapes));
  const lineEnds = v128.or(
    i8x16.eq(bytes, i8x16.splat(<i8>lineFeed)),
    i8x16.eq(bytes, i8x16.splat(<i8>carriageReturn)),
  );
  return <u64>i8x16.bitmask(v128.or(marks, lineEnds));
}

/** Whether a row or a comment begins. */
function modeAt(at: usize): i32 {
  const length = state.commentLength;
  if (length == 0) return inText;
  for (let index = 0; index < length; index++) {
    if (load<u8>(at + index) != load<u8>(state.comment + index)) return inText;
  }
  return inComment;
}
