import { notPlain } from "./not-plain";

// Words and letters as they stand in memory.
const trueWord = 0x65757274;
const falseWord: u64 = 0x65736c6166;
const fiveBytes: u64 = 0xffffffffff;

/** Writes a boolean. Knows single letters and digits, and the words in lower case. */
export function writeBoolean(from: usize, to: usize, at: usize): usize {
  const length = to - from;
  if (length == 1) {
    const letter = <i32>load<u8>(from);
    // The bit makes a capital letter small, and leaves the digits as they are.
    const small = letter | 0x20;
    if (letter == 0x31 || small == 0x74 || small == 0x79) return writeTrue(at);
    return letter == 0x30 || small == 0x66 || small == 0x6e ? writeFalse(at) : notPlain;
  }
  if (length == 4 && load<u32>(from) == trueWord) return writeTrue(at);
  return length == 5 && (load<u64>(from) & fiveBytes) == falseWord ? writeFalse(at) : notPlain;
}

function writeTrue(at: usize): usize {
  store<u32>(at, trueWord);
  return at + 4;
}

function writeFalse(at: usize): usize {
  store<u64>(at, falseWord);
  return at + 5;
}
