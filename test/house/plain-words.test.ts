import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const project = join(import.meta.dirname, "../..");

/** What was said here once, beside the words that operators and engineers use for it. */
const instead: readonly (readonly [RegExp, string])[] = [
  [/\bpassed over\b/, "skipped"],
  [/\bbroken[ _]off\b/, "aborted"],
  [/\bmust be a text\b/, "must be a string"],
  [/\bstands behind no flag\b/, "unexpected argument"],
  [/\blacks its value\b/, "requires a value"],
  [/\bis no name of a bucket\b/, "is not a valid bucket name"],
  [/\bget through with it\b/, "kept failing"],
  [/\bgoes on at byte\b/, "resumed at byte"],
  [/\bNew credentials were asked for\b/, "refreshed the credentials"],
  [/\bname does not tell its format\b/, "unrecognised file extension"],
  [/\bpacked more than once\b/, "compressed twice"],
  [/\bup ?loads? it anew\b/, "upload it again"],
  [/\bnot so each time it is read\b/, "a second read gave a different result"],
  [/\bfiles inside others\b/, "archive members"],
  [/\bnull and stands? in\b/, "written as null; the original values are in"],
  [/\bnone that JSON knows\b/, "not a JSON value"],
  [/\bprogram that reads the output\b/, "the target"],
  [/\bUnfinished uploads\b/, "multipart uploads in progress"],
  [/\bthe other tap\b|\btap that this one replaces\b/i, "the reference tap"],
  [/\b(?:anew|untold|takers?)\b/, "again, unidentified, consumer"],
  [/\b(?:most|fewest|longest|usual)[A-Z]\w*/, "max, min or default"],
  [
    /\b(?:carryOut|isThorough|deedOf|judgeAbsence|distrust|keyedWidth|StandIns|windowIsFull|Ambience)\b/,
    "a standard name",
  ],
];

test("code, messages and documents use the field's own words", () => {
  const found = texts().flatMap(([path, text]) =>
    instead.flatMap(([pattern, better]) => {
      const match = pattern.exec(text);
      return match === null ? [] : [`${path}: "${match[0]}", better: ${better}`];
    }),
  );
  expect(found).toEqual([]);
});

function texts(): readonly (readonly [string, string])[] {
  const folders = [
    "src",
    "kernel",
    "bench",
    "test",
    "local-aws",
    "bundle",
    "demo",
    "docs",
    "examples",
    "wheel",
    "binary",
  ];
  const paths = folders.flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  return [...paths, "README.md", "CONTRIBUTING.md"]
    .filter((path) => /\.(?:ts|mjs|md|json|py|sh|yml)$/.test(path) && !path.endsWith("plain-words.test.ts"))
    .map((path) => [path, readFileSync(join(project, path), "utf8")]);
}
