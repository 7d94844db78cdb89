import { twoDigits } from "./digits";
import { notPlain } from "./not-plain";

const quote = 0x22;
const space = 0x20;
const letterT = 0x54;
const letterZ = 0x5a;
/** In memory. */
const yearZero = 0x30303030;
/** .000000Z */
const noDecimals: u64 = 0x5a3030303030302e;

/** 0000-00-00 00:00, the least that each byte may be. */
const least = i8x16(48, 48, 48, 48, 45, 48, 48, 45, 48, 48, 32, 48, 48, 58, 48, 48);
/** How much more it may be: as in 9999-19-39T29:59. */
const spans = i8x16(9, 9, 9, 9, 0, 1, 9, 0, 3, 9, 52, 2, 9, 0, 5, 9);
/** The same of -00-00 00:00:00, from the fifth byte on; what has been looked at may be anything. */
const leastOfRest = i8x16(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 58, 48, 48, 0);
const spansOfRest = i8x16(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 5, 9, -1);

/**
 * Writes a date-time as most programs do: 2024-01-31T10:11:12 or 2024-01-31 10:11:12, perhaps with a Z. Not plain to it
 * is also what `writeDateTime` knows.
 */
export function writeUsualDateTime(from: usize, to: usize, at: usize): usize {
  const length = <i32>(to - from);
  if (length != 19 && (length != 20 || load<u8>(from, 19) != letterZ)) return notPlain;
  const begin = v128.load(from);
  const rest = v128.load(from + 4);
  const fits = v128.and(
    i8x16.le_u(i8x16.sub(begin, least), spans),
    i8x16.le_u(i8x16.sub(rest, leastOfRest), spansOfRest),
  );
  if (!i8x16.all_true(fits) || load<u32>(from) == yearZero) return notPlain;
  const separator = load<u8>(from, 10);
  const month = twoDigits(from + 5);
  const day = twoDigits(from + 8);
  if ((separator != letterT && separator != space) || month == 0 || month > 12 || day == 0) return notPlain;
  // All other days that there are come seldom.
  if ((day > 28 && (day > 30 || month == 2)) || twoDigits(from + 11) > 23) return notPlain;
  store<u8>(at, quote);
  v128.store(at + 1, begin);
  v128.store(at + 5, rest);
  store<u8>(at, letterT, 11);
  store<u64>(at, noDecimals, 20);
  store<u8>(at, quote, 28);
  return at + 29;
}
