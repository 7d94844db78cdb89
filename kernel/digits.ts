const zero = 0x30;

/** A bit for each of sixteen bytes that is no digit. */
export function othersAt(at: usize): i32 {
  return i8x16.bitmask(i8x16.ge_u(i8x16.sub(v128.load(at), i8x16.splat(<i8>zero)), i8x16.splat(10)));
}

/** Where the digits from `from` on end, `to` at the latest. */
export function endOfDigits(from: usize, to: usize): usize {
  for (let at = from; at < to; at += 16) {
    const others = othersAt(at);
    if (others != 0) return min(at + ctz(others), to);
  }
  return to;
}

/** The number that two digits are. */
export function twoDigits(at: usize): i32 {
  return 10 * <i32>load<u8>(at) + <i32>load<u8>(at, 1) - 11 * zero;
}
