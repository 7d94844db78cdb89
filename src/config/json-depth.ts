/** How deep the lists and objects of a JSON text are nested in each other; what stands in quotes or in comments does not count. */
export function depthOfJson(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === quote) isQuoted = !isQuoted;
    else if (isQuoted) at += unit === backslash ? 1 : 0;
    else if (unit === slash) at = endOfComment(text, at);
    else if (unit === openBracket || unit === openBrace) deepest = Math.max(deepest, ++depth);
    else if (unit === closeBracket || unit === closeBrace) depth--;
  }
  return deepest;
}

/** The last place of the comment that begins at a slash; that of the slash where none does. */
function endOfComment(text: string, at: number): number {
  const ends = text[at + 1] === "/" ? /[\r\n]/g : text[at + 1] === "*" ? /\*\//g : null;
  if (ends === null) return at;
  ends.lastIndex = at + 2;
  return ends.test(text) ? ends.lastIndex - 1 : text.length;
}

const quote = 0x22;
const backslash = 0x5c;
const slash = 0x2f;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
