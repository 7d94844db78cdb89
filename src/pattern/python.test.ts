import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { key, pattern } from "../../test/fixtures/patterns/arbitraries.ts";
import { TapError } from "../errors.ts";
import type { KeyPattern } from "./key-pattern.ts";
import { compilePattern } from "./key-pattern.ts";

const script = fileURLToPath(new URL("../../test/fixtures/patterns/search.py", import.meta.url));
const version = spawnSync(
  "python3",
  ["-c", "import sys; print(sys.version_info >= (3, 11), sys.version_info >= (3, 11, 5))"],
  {
    encoding: "utf8",
  },
);
const [isNewEnough, repeatsGroups] = (version.stdout ?? "").trim().split(" ");

/** A possessive repetition of a group, in which Python before 3.11.5 goes wrong: https://github.com/python/cpython/issues/106052 */
const repeatedGroup = /\)(?:[*+?]|\{[\d,]*\})\+/;

test("random patterns find in random keys what Python finds", ({ skip }) => {
  skip(isNewEnough !== "True", "python3 is missing or older than 3.11");
  const seed = Date.now();
  const cases = fc.sample(fc.tuple(pattern, fc.array(key, { minLength: 6, maxLength: 8 })), { numRuns: 1500, seed });
  const python = spawnSync("python3", [script], { input: JSON.stringify(cases), encoding: "utf8", maxBuffer: 2 ** 28 });
  const answers: readonly ((boolean | null)[] | null)[] = JSON.parse(python.stdout);
  cases.forEach(([source, keys], index) => {
    const pattern = tryCompile(source);
    if (pattern?.warnings.some((warning) => warning.includes("means nothing"))) return;
    const answer = answers[index] ?? null;
    expect(pattern === null, `${JSON.stringify(source)} is refused (seed ${seed})`).toBe(answer === null);
    if (pattern === null || answer === null || (repeatsGroups !== "True" && repeatedGroup.test(source))) return;
    keys.forEach((key, column) => {
      const found = tryMatch(pattern, key);
      const isComparable = found !== null && answer[column] !== null;
      const what = `${JSON.stringify(source)} finds ${JSON.stringify(key)} (seed ${seed})`;
      if (isComparable) expect(found, what).toBe(answer[column]);
    });
  });
});

function tryCompile(source: string): KeyPattern | null {
  return orNull(() => compilePattern(source));
}

/** null when it takes too long. */
function tryMatch(pattern: KeyPattern, key: string): boolean | null {
  return orNull(() => pattern.matches(key));
}

function orNull<T>(attempt: () => T): T | null {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof TapError) return null;
    throw error;
  }
}
