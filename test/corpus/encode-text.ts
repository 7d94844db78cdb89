/** A text in the bytes of an encoding, as its decoder would read it. */
export function encodeText(text: string, encoding: string): Buffer {
  if (encoding === "utf-8" || encoding === "latin1" || encoding === "utf-16le") return Buffer.from(text, encoding);
  const bytes = bytesOf(encoding);
  return Buffer.concat(
    Array.from(text, (character) => {
      const encoded = bytes.get(character);
      if (encoded === undefined) throw new Error(`${encoding} has no ${character}`);
      return encoded;
    }),
  );
}

const known = new Map<string, ReadonlyMap<string, Buffer>>();

/** The bytes of every character of one or two bytes. */
function bytesOf(encoding: string): ReadonlyMap<string, Buffer> {
  const before = known.get(encoding);
  if (before !== undefined) return before;
  const decoder = new TextDecoder(encoding);
  const found = new Map<string, Buffer>();
  const add = (bytes: readonly number[]): boolean => {
    // As a stream, which Node 20 reads windows-1252 in as it is.
    const character = decoder.decode(Uint8Array.from(bytes), { stream: true }) + decoder.decode();
    if (character.includes("\ufffd")) return false;
    if (Array.from(character).length === 1 && !found.has(character)) found.set(character, Buffer.from(bytes));
    return true;
  };
  for (let first = 0; first < 0x100; first++) {
    if (add([first])) continue;
    for (let second = 0x40; second < 0x100; second++) add([first, second]);
  }
  known.set(encoding, found);
  return found;
}
