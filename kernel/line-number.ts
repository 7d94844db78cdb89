import { copyText } from "./copy-text";

/** Sixteen digits, which is as far as a double counts, and the room that copying needs. */
const digits = memory.data(32);
const end = digits + 16;
const zero = 0x30;

let begin: usize = end - 1;

/** Sets `_sdc_source_lineno` of the next row. */
export function setLineNumber(value: f64): void {
  let rest = <u64>value;
  begin = end;
  do {
    store<u8>(--begin, <u8>(zero + (rest % 10)));
    rest /= 10;
  } while (rest != 0);
}

/** Counts the line number up, in its digits. */
export function countUp(): void {
  let digit = end - 1;
  while (digit >= begin && load<u8>(digit) == zero + 9) store<u8>(digit--, zero);
  if (digit >= begin) return store<u8>(digit, load<u8>(digit) + 1);
  store<u8>(digit, zero + 1);
  begin = digit;
}

export function writeLineNumber(at: usize): usize {
  return copyText(begin, <i32>(end - begin), at);
}
