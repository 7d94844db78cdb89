/** Keys are only split at these: what else they may hold would need more care with its order, and is rare. */
const first = 0x20;
const last = 0x7e;

/**
 * A text between two keys in the order of a listing, that begins like the first of them up to `position` and differs
 * there: in the middle between its character and the last one of its kind, so that digits are halved among digits. Null
 * where there is none. `end` null: there is no upper bound.
 */
export function splitPoint(key: string, end: string | null, position: number): string | null {
  if (position >= key.length) return null;
  const unit = key.charCodeAt(position);
  const shared = key.slice(0, position);
  // Where the end begins in the same way, what is chosen must come before it.
  const bound = end?.startsWith(shared) === true && end.length > position ? end.charCodeAt(position) : last + 1;
  for (const limit of [lastOfKind(unit) + 1, last + 1]) {
    const middle = Math.ceil((unit + Math.min(limit, bound)) / 2);
    if (middle > unit && middle >= first && middle < bound && middle <= last)
      return shared + String.fromCharCode(middle);
  }
  return null;
}

function lastOfKind(unit: number): number {
  for (const [from, to] of ["09", "AZ", "az"].map((ends) => [ends.charCodeAt(0), ends.charCodeAt(1)] as const)) {
    if (unit >= from && unit < to) return to;
  }
  return last;
}

/** How many characters two texts begin with in common. */
export function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** How many pages a range may still have, if its keys go on as they have begun; without an end, as many again. */
export function pagesLeft(range: {
  readonly first: string;
  readonly cursor: string;
  readonly end: string | null;
  readonly pages: number;
}): number {
  const { first: begin, cursor, end, pages } = range;
  if (end === null) return Math.max(pages, minWithoutEnd);
  const shared = sharedLength(begin, end);
  const passed = valueFrom(cursor, shared) - valueFrom(begin, shared);
  const left = valueFrom(end, shared) - valueFrom(cursor, shared);
  if (left <= 0) return 0;
  return passed <= 0 ? pages : (pages * left) / passed;
}

const minWithoutEnd = 8;

/** The text from a place on as a number, in which neighbouring texts are near to each other. */
function valueFrom(text: string, from: number): number {
  let value = 0;
  for (let at = 0, weight = 1; at < 6 && from + at < text.length; at++, weight /= 96) {
    value += Math.min(Math.max(text.charCodeAt(from + at) - first + 1, 0), 95) * weight;
  }
  return value;
}
