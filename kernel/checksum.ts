// XXH64 with a seed of 0, of a text that comes in pieces: its four sums take in 32 bytes at a time.
// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
import { rest, stripe, sums, total } from "./checksum-state";
import { stateAt } from "./state";

export { freeFrom, stateAt } from "./state";

const prime1: u64 = 0x9e3779b185ebca87;
const prime2: u64 = 0xc2b2ae3d27d4eb4f;
const prime3: u64 = 0x165667b19e3779f9;
const prime4: u64 = 0x85ebca77c2b2ae63;
const prime5: u64 = 0x27d4eb2f165667c5;

/** Begins a text. */
export function begin(): void {
  setSum(0, prime1 + prime2);
  setSum(1, prime2);
  setSum(2, 0);
  setSum(3, 0 - prime1);
  store<u64>(place(total), 0);
}

/** Takes in a piece that stands at `text`, with room before it for what is left of the piece before. */
export function add(text: usize, length: i32): void {
  const before = <usize>load<u64>(place(total)) % <usize>stripe;
  store<u64>(place(total), load<u64>(place(total)) + length);
  let at = text - before;
  memory.copy(at, place(rest), before);
  const end = text + length;
  let first = sumAt(0);
  let second = sumAt(1);
  let third = sumAt(2);
  let fourth = sumAt(3);
  for (; at + stripe <= end; at += stripe) {
    first = mixed(first, load<u64>(at));
    second = mixed(second, load<u64>(at, 8));
    third = mixed(third, load<u64>(at, 16));
    fourth = mixed(fourth, load<u64>(at, 24));
  }
  setSum(0, first);
  setSum(1, second);
  setSum(2, third);
  setSum(3, fourth);
  memory.copy(place(rest), at, end - at);
}

/** The lower half of what the text comes to. */
export function sum(): i32 {
  const length = load<u64>(place(total));
  let result = (length < <u64>stripe ? prime5 : united()) + length;
  let at = place(rest);
  let left = <i32>(length % <u64>stripe);
  for (; left >= 8; left -= 8, at += 8) {
    result = rotl(result ^ mixed(0, load<u64>(at)), 27) * prime1 + prime4;
  }
  if (left >= 4) {
    result = rotl(result ^ (<u64>load<u32>(at) * prime1), 23) * prime2 + prime3;
    left -= 4;
    at += 4;
  }
  for (; left > 0; left--, at++) {
    result = rotl(result ^ (<u64>load<u8>(at) * prime5), 11) * prime1;
  }
  result = (result ^ (result >> 33)) * prime2;
  result = (result ^ (result >> 29)) * prime3;
  return <i32>(result ^ (result >> 32));
}

function united(): u64 {
  let result = rotl(sumAt(0), 1) + rotl(sumAt(1), 7) + rotl(sumAt(2), 12) + rotl(sumAt(3), 18);
  for (let number = 0; number < 4; number++) result = (result ^ mixed(0, sumAt(number))) * prime1 + prime4;
  return result;
}

function mixed(sum: u64, input: u64): u64 {
  return rotl(sum + input * prime2, 31) * prime1;
}

function sumAt(number: i32): u64 {
  return load<u64>(place(sums) + (number << 3));
}

function setSum(number: i32, value: u64): void {
  store<u64>(place(sums) + (number << 3), value);
}

function place(word: i32): usize {
  return stateAt() + (word << 2);
}
