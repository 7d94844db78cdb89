import type { Segment } from "./key-group.ts";
import { splitEnding } from "./split-key.ts";
import { tellingWords, wordsOf } from "./words.ts";

/** PostgreSQL cuts at 63 bytes; `_rejects` and a prefix of a loader go on it. */
const maxLength = 48;

/** What SQL and Windows keep for themselves. */
const reserved = new Set(
  (
    "all alter analyze and any array as asc between both by case cast check column constraint create cross current database " +
    "default delete desc distinct do drop else end except exists false fetch for foreign from full function grant group having " +
    "in index inner insert intersect interval into is join key left like limit merge natural not null offset on only or order " +
    "outer over partition primary references revoke right row rows schema select session set some start table then to trigger " +
    "true union unique update user using values view when where window with aux con nul prn"
  ).split(" "),
);

/** A name for each shape, unlike each other and those that are taken: the last telling name, with those above it where that is not enough. */
export function nameTables(shapes: readonly (readonly Segment[])[], taken: Iterable<string>): readonly string[] {
  // Most targets fold capitals.
  const known = new Set([...taken].map((name) => name.toLowerCase()));
  const choices = shapes.map(namesOf);
  const depths = choices.map(() => 0);
  // Those that share a name take one more word each, for as long as they have any.
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    const counts = new Map<string, number>();
    for (const [index, names] of choices.entries()) {
      const name = names[depths[index] ?? 0] ?? "";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const [index, names] of choices.entries()) {
      const depth = depths[index] ?? 0;
      const name = names[depth] ?? "";
      const isShared = (counts.get(name) ?? 0) > 1 || known.has(name) || reserved.has(name);
      if (!isShared || depth + 1 >= names.length) continue;
      depths[index] = depth + 1;
      hasChanged = true;
    }
  }
  return choices.map((names, index) => {
    const own = names[depths[index] ?? 0] ?? "table";
    const name = numbered(reserved.has(own) ? `t_${own}` : own, known);
    known.add(name);
    return name;
  });
}

/** The name, with a number behind it where it is taken. */
export function numbered(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}

/** From the shortest to the longest. */
function namesOf(segments: readonly Segment[]): readonly string[] {
  const told = segments
    .map((segment, index) => safeName(tellingWords(segment, index === segments.length - 1)))
    .filter((name) => name !== "")
    .reverse();
  const words = told.length > 0 ? told : [safeName(withoutEnding(segments).flatMap(wordsOf)) || "table"];
  const names: string[] = [];
  let name = "";
  for (const word of words) {
    const isRepeated = name === word || name.startsWith(`${word}_`);
    name = name === "" ? word : isRepeated ? name : `${word}_${name}`;
    if (names.at(-1) !== name) names.push(name);
  }
  return names.map(fitting);
}

function withoutEnding(segments: readonly Segment[]): readonly Segment[] {
  return [...segments.slice(0, -1), splitEnding(segments.at(-1) ?? []).stem];
}

/** As every target takes it: small letters, digits and underscores, and no digit first. */
function safeName(words: readonly string[]): string {
  return words
    .join("_")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^A-Za-z0-9]+/g, "_")
    .replaceAll(/(?<=[a-z])(?=[A-Z][a-z])/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .toLowerCase();
}

function fitting(name: string): string {
  const safe = /^[a-z]/.test(name) ? name : `t_${name}`;
  return safe.slice(0, maxLength).replace(/_+$/, "");
}
