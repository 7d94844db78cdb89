/** Says whether Python's `\d` finds the character: any decimal digit. */
export function isDigit(code: number): boolean {
  return code < 128 ? code >= 48 && code <= 57 : /\p{Nd}/u.test(String.fromCodePoint(code));
}

/** Says whether Python's `\w` finds the character: `str.isalnum()` is exactly the letters and numbers, marks are not in it. */
export function isWord(code: number): boolean {
  return code < 128 ? isAsciiWord(code) : /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

/** The same under the flag `a`. */
export function isAsciiWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 // "_"
  );
}

/** Python's lower case of one character, which is always one character. */
export function lowerCase(code: number): number {
  return String.fromCodePoint(code).toLowerCase().codePointAt(0) ?? code;
}

/** The groups of characters that Python's flag `i` takes for one another. */
export function caseVariants(ascii: boolean): readonly (readonly number[])[] {
  if (ascii) return asciiVariants;
  unicodeVariants ??= findUnicodeVariants();
  return unicodeVariants;
}

const asciiVariants = Array.from({ length: 26 }, (_, letter) => [65 + letter, 97 + letter]);

let unicodeVariants: readonly (readonly number[])[] | undefined;

/** The last character that has another case, in the Adlam block. */
const lastCased = 0x1e943;

/**
 * Python compares lower case, and takes lower-case letters with one upper case for the same (`s` and `ſ`, `i` and `ı`).
 * Costs some milliseconds, so it happens once, and only for patterns that ignore case.
 */
function findUnicodeVariants(): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  const all = Array.from({ length: lastCased + 1 }, (_, code) => String.fromCodePoint(code)).join("");
  for (const char of all.match(/\p{Changes_When_Casemapped}/gu) ?? []) {
    const code = char.codePointAt(0) ?? 0;
    const key = String.fromCodePoint(lowerCase(code)).toUpperCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [code]);
    else group.push(code);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
