/**
 * Replaces the raw text of a field by its bare text, in its place, and returns where that ends; the opening quote stays
 * where it is. As csv/scan-unquote.ts does for fields of which not all is at hand. Needs some room behind the text, and
 * `draft` as much as the text and more.
 */
export function unquote(start: usize, end: usize, draft: usize, quote: i32, escape: i32, isDoubled: bool): usize {
  let read = start;
  let to = draft;
  if (<i32>load<u8>(start) == quote) {
    const quotes = i8x16.splat(<i8>quote);
    const escapes = i8x16.splat(<i8>(escape > 255 ? quote : escape));
    read++;
    let marks = marksIn(v128.load(read), quotes, escapes);
    for (; marks == 0; marks = marksIn(v128.load(read), quotes, escapes)) read += 16;
    read += ctz(marks);
    start = read;
    while (<i32>load<u8>(read) != quote || (isDoubled && read + 1 < end && <i32>load<u8>(read, 1) == quote)) {
      store<u8>(to++, load<u8>(read, 1));
      read += 2;
      for (;;) {
        const bytes = v128.load(read);
        v128.store(to, bytes);
        marks = marksIn(bytes, quotes, escapes);
        if (marks != 0) break;
        read += 16;
        to += 16;
      }
      const plain = ctz(marks);
      read += plain;
      to += plain;
    }
    read++;
    // The first byte behind the closing quote is text, even an escape.
    if (read < end) store<u8>(to++, load<u8>(read++));
  }
  while (read < end) {
    let byte = <i32>load<u8>(read++);
    // An escape with nothing behind it is text.
    if (byte == escape && read < end) byte = load<u8>(read++);
    store<u8>(to++, <u8>byte);
  }
  memory.copy(start, draft, to - draft);
  return start + (to - draft);
}

function marksIn(bytes: v128, quotes: v128, escapes: v128): i32 {
  return i8x16.bitmask(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, escapes)));
}
