/** A JSON text's value, or what is wrong with it and where. The text itself never appears, because it may hold secrets. */
export type ParsedJson = { readonly value: unknown } | { readonly problem: string };

/**
 * Parses a JSON text. The message of `JSON.parse` is not used: it quotes the text, and does not always name the place.
 */
export function parseJsonText(text: string): ParsedJson {
  // RFC 8259 lets a parser ignore a byte order mark, and Windows editors write one.
  const withoutMark = text.replace(/^\uFEFF/, "");
  try {
    return { value: JSON.parse(withoutMark) };
  } catch {
    const { offset, expected } = findError(withoutMark);
    const before = withoutMark.slice(0, offset).split("\n");
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { problem: `is not valid JSON: line ${before.length}, column ${column}: expected ${expected}` };
  }
}

interface Expectation {
  readonly offset: number;
  readonly expected: string;
}

// oxlint-disable-next-line no-control-regex -- RFC 8259 forbids them inside a string
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const blanks = /[ \t\r\n]*/y;

/** Walks a text that is known to be broken up to the first place where no JSON goes on. */
function findError(text: string): Expectation {
  const closers: ("}" | "]")[] = [];
  let offset = 0;
  let state: State = "value";
  const take = (token: RegExp): boolean => {
    token.lastIndex = offset;
    if (!token.test(text)) return false;
    offset = token.lastIndex;
    return true;
  };
  for (;;) {
    take(blanks);
    const next = text[offset];
    const isFirst: boolean = state === "first value" || state === "first name";
    if (isFirst && next === closers.at(-1)) {
      offset += 1;
      closers.pop();
      state = "after";
    } else if (state === "value" || state === "first value") {
      if (next === "{" || next === "[") {
        offset += 1;
        closers.push(next === "{" ? "}" : "]");
        state = next === "{" ? "first name" : "first value";
      } else if (take(string) || take(scalar)) state = "after";
      else return { offset, expected: next === '"' ? "a text that ends in a quote" : "a value" };
    } else if (state === "name" || state === "first name") {
      if (!take(string)) return { offset, expected: "a name in double quotes" };
      take(blanks);
      if (text[offset] !== ":") return { offset, expected: "a colon" };
      offset += 1;
      state = "value";
    } else {
      const closer = closers.at(-1);
      if (closer === undefined) return { offset, expected: "the end" };
      if (next !== "," && next !== closer) return { offset, expected: `a comma or ${closer}` };
      offset += 1;
      if (next === closer) closers.pop();
      else state = closer === "}" ? "name" : "value";
    }
  }
}

type State = "value" | "first value" | "name" | "first name" | "after";
