import type { Node } from "./ast.ts";
import type { Reader } from "./reader.ts";

/** Reads a quantifier, if one is next, and puts it around the last item. */
export function parseQuantifier(reader: Reader, items: Node[]): boolean {
  const start = reader.position;
  const bounds = readBounds(reader);
  if (bounds === null) return false;
  const body = items.pop();
  if (body === undefined || body.kind === "at") return reader.fail("nothing to repeat", start);
  if (body.kind === "repeat") return reader.fail("multiple repeat", start);
  const greed = reader.take("?") ? "lazy" : reader.take("+") ? "possessive" : "greedy";
  items.push({ kind: "repeat", body, min: bounds.min, max: bounds.max, greed });
  return true;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function readBounds(reader: Reader): Bounds | null {
  switch (reader.peek()) {
    case "*":
      reader.next();
      return { min: 0, max: Infinity };
    case "+":
      reader.next();
      return { min: 1, max: Infinity };
    case "?":
      reader.next();
      return { min: 0, max: 1 };
    case "{":
      return readBraces(reader);
  }
  return null;
}

/** A brace that does not open a quantifier is an ordinary character. */
function readBraces(reader: Reader): Bounds | null {
  const start = reader.position;
  reader.next();
  const low = reader.takeWhile(/[0-9]/);
  const hasComma = reader.take(",");
  const high = hasComma ? reader.takeWhile(/[0-9]/) : low;
  if (!reader.take("}") || (low === "" && !hasComma)) {
    reader.position = start;
    return null;
  }
  const min = Number(low);
  const max = high === "" ? Infinity : Number(high);
  if (min > maxRepeat || (max > maxRepeat && max !== Infinity))
    reader.fail("the repetition number is too large", start);
  if (min > max) reader.fail("min repeat greater than max repeat", start + 1);
  return { min, max };
}

/** Python's own limit. */
const maxRepeat = 4_294_967_294;
