/** A part of a key: text that all keys of a table have, or something that differs from file to file. */
export type KeyPart = { readonly kind: "text"; readonly text: string } | { readonly kind: KeyClass };

/** What differs from file to file, from the narrowest to the widest. */
type KeyClass = "date" | "month" | "number" | "hex" | "uuid" | "word" | "value";

/** How a class is written in a pattern. */
const patterns: Readonly<Record<KeyClass, string>> = {
  date: "\\d{4}-\\d{2}-\\d{2}",
  month: "\\d{4}-\\d{2}",
  number: "\\d+",
  hex: "[0-9A-Fa-f]+",
  uuid: "[0-9A-Fa-f-]{36}",
  word: "[^/]+",
  value: "[^/]+",
};

/** How a class is shown to people. */
const names: Readonly<Record<KeyClass, string>> = {
  date: "<date>",
  month: "<year-month>",
  number: "<n>",
  hex: "<hash>",
  uuid: "<uuid>",
  word: "<name>",
  value: "<value>",
};

/** Values of partition folders, UUIDs, dates, hashes and numbers, whichever comes first. */
const classes = new RegExp(
  [
    "(?<=(?:^|/)[^/=]+=)(?<value>[^/]+)(?=/)",
    "(?<![0-9A-Za-z])(?<uuid>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?![0-9A-Za-z])",
    "(?<!\\d)(?<date>(?:19|20)\\d\\d-[01]\\d-[0-3]\\d)(?!\\d)",
    "(?<!\\d)(?<month>(?:19|20)\\d\\d-[01]\\d)(?![-\\d])",
    "(?<![0-9A-Za-z])(?=[0-9A-Fa-f]*[0-9])(?=[0-9]*[A-Fa-f])(?<hex>[0-9A-Fa-f]{8,64})(?![0-9A-Za-z])",
    "(?<number>\\d+)",
  ].join("|"),
  "g",
);

/** The parts of a key. The ending after the last dot is always text: `.mp3` and `.7z` are no numbers. */
export function keyParts(key: string): readonly KeyPart[] {
  const slash = key.lastIndexOf("/");
  const dot = /\.(?:[A-Za-z][A-Za-z0-9]*)(?:\.(?:gz|gzip|zip|zst|zstd))?$/i.exec(key.slice(slash + 1));
  const end = dot === null ? key.length : slash + 1 + dot.index;
  const parts: KeyPart[] = [];
  let at = 0;
  for (const match of key.slice(0, end).matchAll(classes)) {
    if (match.index > at) parts.push({ kind: "text", text: key.slice(at, match.index) });
    parts.push({ kind: classOf(match.groups ?? {}) });
    at = match.index + match[0].length;
  }
  if (at < key.length) parts.push({ kind: "text", text: key.slice(at) });
  return parts;
}

function classOf(groups: Readonly<Record<string, string | undefined>>): KeyClass {
  if (groups["value"] !== undefined) return "value";
  if (groups["uuid"] !== undefined) return "uuid";
  if (groups["date"] !== undefined) return "date";
  if (groups["month"] !== undefined) return "month";
  return groups["hex"] === undefined ? "number" : "hex";
}

/** The parts as people read them, which is also what tells one shape from another. */
export function shapeText(parts: readonly KeyPart[]): string {
  return parts.map((part) => (part.kind === "text" ? part.text : names[part.kind])).join("");
}

/** The pattern that matches keys of these parts, and no others. */
export function shapePattern(parts: readonly KeyPart[]): string {
  return `^${parts.map((part) => (part.kind === "text" ? escapePattern(part.text) : patterns[part.kind])).join("")}$`;
}

/** A text as a pattern that matches it and nothing else, also in Python. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
