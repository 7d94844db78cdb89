/** Valid JSON in whose texts U+FFFD stands for each half surrogate. */
export interface WholeJson {
  readonly json: string;
  /** How many there were. */
  readonly replacedHalves: number;
}

/** Half of a pair, such as \ud83d alone, is no text in any encoding, and targets that write UTF-8 fail at it. */
export function replaceHalves(json: string): WholeJson {
  let replacedHalves = 0;
  if (!halfStart.test(json)) return { json, replacedHalves };
  const whole = json.replaceAll(escapes, (escape, half?: string) => {
    if (half === undefined) return escape;
    replacedHalves++;
    return String.raw`\ufffd`;
  });
  return { json: whole, replacedHalves };
}

const halfStart = /\\ud[89a-f]/i;

/** A pair, a half, or any other, which may be a backslash before the letter u. */
const escapes = /\\ud[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|\\(ud[89a-f][\da-f]{2})|\\./gi;
