/** A part of a key: text that all keys of a table have, or something that differs from file to file, with what it is in one of them. */
export type KeyPart =
  | { readonly kind: "text" | KeyClass; readonly text: string }
  /** One of these texts. */
  | { readonly kind: "either"; readonly texts: readonly string[] }
  /** All parts of one of these. */
  | { readonly kind: "forms"; readonly forms: readonly (readonly KeyPart[])[] }
  /** These parts, or nothing. */
  | { readonly kind: "optional"; readonly parts: readonly KeyPart[] };

/** What differs from file to file. */
type KeyClass = "date" | "month" | "monthname" | "number" | "hex" | "uuid" | "token" | "word" | "value";

/** How a class is written in a pattern. */
const patterns: Readonly<Record<KeyClass, string>> = {
  date: "\\d{4}-\\d{2}-\\d{2}",
  month: "\\d{4}-\\d{2}",
  monthname: "[A-Za-z]{3,9}",
  number: "\\d+",
  hex: "[0-9A-Fa-f]+",
  uuid: "[0-9A-Fa-f-]{36}",
  token: "[0-9A-Za-z]+",
  word: "[^/]+",
  value: "[^/]+",
};

/** How a class is shown to people. */
const names: Readonly<Record<KeyClass, string>> = {
  date: "<date>",
  month: "<year-month>",
  monthname: "<month>",
  number: "<n>",
  hex: "<hash>",
  uuid: "<uuid>",
  token: "<id>",
  word: "<name>",
  value: "<value>",
};

const months = [
  "January|February|March|April|May|June|July|August|September|October|November|December",
  "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec",
].join("|");

/** Values of partition folders, UUIDs, dates, hashes, ids of letters and digits, and numbers, whichever comes first. */
const classes = new RegExp(
  [
    "(?<=(?:^|/)[^/=]+=)(?<value>[^/]+)(?=/)",
    "(?<![0-9A-Za-z])(?<uuid>[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})(?![0-9A-Za-z])",
    "(?<!\\d)(?<date>(?:19|20)\\d\\d-[01]\\d-[0-3]\\d)(?!\\d)",
    "(?<!\\d)(?<month>(?:19|20)\\d\\d-[01]\\d)(?![-\\d])",
    "(?<![0-9A-Za-z])(?=[0-9A-Fa-f]*[0-9])(?=[0-9]*[A-Fa-f])(?<hex>[0-9A-Fa-f]{8,64})(?![0-9A-Za-z])",
    // Letters and digits that take turns, as in ULIDs, and not as in "2024Q1" or "utf8".
    "(?<![0-9A-Za-z])(?<token>01[0-9A-HJKMNP-TV-Z]{24}|(?=(?:[A-Za-z]*\\d+[A-Za-z]+){3})[0-9A-Za-z]{10,64})(?![0-9A-Za-z])",
    `(?<![0-9A-Za-z])(?<monthname>${anyCase(months)})(?![A-Za-z])`,
    "(?<number>\\d+)",
  ].join("|"),
  "g",
);

const kinds = ["value", "uuid", "date", "month", "monthname", "hex", "token", "number"] as const;

/** Names as they are written, with a small first letter, and in capitals. */
function anyCase(names: string): string {
  return `${names}|${names.toLowerCase()}|${names.toUpperCase()}`;
}

/** The parts of a key. The ending after the last dot is always text: `.mp3` and `.7z` are no numbers. */
export function keyParts(key: string): readonly KeyPart[] {
  const slash = key.lastIndexOf("/");
  const dot = /\.(?:[A-Za-z][A-Za-z0-9]*)(?:\.(?:gz|gzip|zip|zst|zstd))?$/i.exec(key.slice(slash + 1));
  const end = dot === null ? key.length : slash + 1 + dot.index;
  const parts: KeyPart[] = [];
  let at = 0;
  for (const match of key.slice(0, end).matchAll(classes)) {
    if (match.index > at) parts.push({ kind: "text", text: key.slice(at, match.index) });
    const [text] = match;
    const kind = kinds.find((name) => match.groups?.[name] !== undefined) ?? "number";
    parts.push({ kind, text });
    at = match.index + text.length;
  }
  if (at < key.length) parts.push({ kind: "text", text: key.slice(at) });
  return parts;
}

/** The parts as people read them, which is also what tells one shape from another. */
export function shapeText(parts: readonly KeyPart[]): string {
  return parts.map(nameOf).join("");
}

function nameOf(part: KeyPart): string {
  if (part.kind === "either") return `{${part.texts.join(",")}}`;
  if (part.kind === "optional") return `[${shapeText(part.parts)}]`;
  if (part.kind === "forms") return `{${part.forms.map(shapeText).join(",")}}`;
  return part.kind === "text" ? part.text : names[part.kind];
}

/** The pattern that matches keys of these parts, and no others. */
export function shapePattern(parts: readonly KeyPart[]): string {
  const before = parts.at(-2);
  const isWholeName =
    parts.at(-1)?.kind === "word" && (before === undefined || (before.kind === "text" && before.text.endsWith("/")));
  return isWholeName
    ? `^${parts.slice(0, -1).map(patternOf).join("")}${visibleName}$`
    : `^${parts.map(patternOf).join("")}$`;
}

/** Any name but those of hidden files: none of those is read that has no ending. */
const visibleName = "[^/._][^/]*";

function patternOf(part: KeyPart): string {
  if (part.kind === "either") return `(?:${part.texts.map(escapePattern).join("|")})`;
  if (part.kind === "optional") return `(?:${part.parts.map(patternOf).join("")})?`;
  if (part.kind === "forms") return `(?:${part.forms.map((form) => form.map(patternOf).join("")).join("|")})`;
  return part.kind === "text" ? escapePattern(part.text) : patterns[part.kind];
}

/** A text as a pattern that matches it and nothing else, also in Python. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
