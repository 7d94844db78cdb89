import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const project = join(import.meta.dirname, "../..");

/** What was said here once, beside the words that operators and engineers use for it. */
const instead: readonly (readonly [RegExp, string])[] = [
  [/\bpassed over\b/, "skipped"],
  [/\bbr(?:oken|eaks?)[ _]off\b/, "aborted"],
  [/\bmust be a (?:text|list|whole number)\b/, "must be a string, an array, an integer"],
  [/\bstands behind no flag\b/, "unexpected argument"],
  [/\blacks its value\b/, "requires a value"],
  [/\bis no name of a bucket\b/, "is not a valid bucket name"],
  [/\bget through with it\b/, "kept failing"],
  [/\bgoes on at byte\b/, "resumed at byte"],
  [/\bNew credentials were asked for\b/, "refreshed the credentials"],
  [/\bnames? do(?:es)? not tell (?:its|their) format\b/, "unrecognised file extension"],
  [/\bpacked more than once\b/, "compressed twice"],
  [
    /\bcannot be unpacked\b|\bunpacks? to\b|\bpack (?:it|them) (?:with|without|into)\b/,
    "decompressed, decompresses to, compress it with",
  ],
  [/\bup ?loads? it anew\b/, "upload it again"],
  [/\bnot so each time it is read\b/, "a second read gave a different result"],
  [/\bfiles inside others\b/, "archive members"],
  [/\bnull and stands? in\b/, "written as null; the original values are in"],
  [/\bnone that JSON knows\b/, "not a JSON value"],
  [/\bprogram that reads the output\b/, "the target"],
  [/\bunfinished uploads?\b/i, "multipart uploads in progress"],
  [/\bthe other tap\b|\btap that this one replaces\b/i, "the reference tap"],
  [/\b(?:anew|untold|takers?)\b/, "again, unidentified, consumer"],
  [/\b(?:most|fewest|longest|usual)[A-Z]\w*/, "max, min or default"],
  [/\bCannot read the pattern\b/, "is not a valid pattern"],
  [/"(?:of --\w+|show this\b|heeds )/, "output format, show help, honours"],
  [/\b(?:Order & |orderOf\b|carryOut\b|isThorough\b)|\brun-to-end\b/, "Command, runCommand, shouldCacheCode, run-sync"],
  [/\b(?:deedOf|Ask|Pace|Worth|judgeAbsence|distrust|Ambience)\b(?= ?[(=<{:])/, "a standard name"],
  [/\b(?:isNull|isDone|windowIsFull) = -?\d/, "valueStatus, exitDone, exitWindowFull"],
  [/\bfunction behind\(/, "alignAfter, dropRows"],
  [/\b(?:stepsOf|stepSize|stepCount|keyedWidth)\b|\bword\.lanes\b/, "fieldOps, minFields, words"],
  [/\b[sS]tandIns?\b|\b[wW]ideRows\b|\bwide-rows\b/, "placeholders, multi-byte rows"],
];

test("code, names of files, messages and documents use the field's own words", () => {
  const found = texts().flatMap(([path, text]) =>
    instead.flatMap(([pattern, better]) => {
      const match = pattern.exec(`${path}\n${text}`);
      return match === null ? [] : [`${path}: "${match[0]}", better: ${better}`];
    }),
  );
  expect(found).toEqual([]);
});

/** Everything that is written here, but for the changelog, which tells what the words were. */
function texts(): readonly (readonly [string, string])[] {
  const built = new Set(["node_modules", "dist", "build", ".git"]);
  const folders = readdirSync(project, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !built.has(entry.name))
    .map(({ name }) => name);
  const paths = folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  return [...readdirSync(project), ...paths]
    .filter((path) => /\.(?:tsx?|[cm]?js|md|json|py|sh|yml|yaml|toml)$/.test(path) && !exempt.has(path))
    .map((path) => [path, readFileSync(join(project, path), "utf8")]);
}

const exempt = new Set(["CHANGELOG.md", "package-lock.json", "test/house/plain-words.test.ts"]);
