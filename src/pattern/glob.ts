/** Says whether the text is rather a shell's file pattern, which people write by habit. */
export function isGlob(source: string): boolean {
  return source.includes("*") && !/[()[\]{}|^$+]/.test(source);
}

/** The pattern that finds what a shell's file pattern means, dots escaped or not. */
export function fromGlob(glob: string): string {
  return glob.replaceAll(/\*+\/?|\\\.?|[.?]/g, (sign) => {
    if (sign === "?") return ".";
    return sign.startsWith("*") ? ".*" : "\\.";
  });
}

/** Tells about a `*` that repeats one letter although any text is probably meant: `data/*.csv`, `orders_*.csv`. */
export function globWarnings(source: string): readonly string[] {
  if (source.includes("[")) return [];
  const found = /(?<!\\)([/_-]|[a-z0-9](?=\*\\?\.[a-z]))\*(?![?+])/i.exec(source);
  const char = found?.[1];
  if (char === undefined) return [];
  return [`"${char}*" means "${char}" any number of times; write "${char}.*" if any text after it is meant`];
}
