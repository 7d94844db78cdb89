import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseJsonText } from "./json-text.ts";

test.each([
  ["", "line 1, column 1: expected a value"],
  ["{", "line 1, column 2: expected a comma or }"],
  ["{'a': 1}", "line 1, column 2: expected a value, or a name in double quotes"],
  ['{"a" 1}', "line 1, column 6: expected a colon"],
  ['{"a": }', "line 1, column 7: expected a value"],
  ['{"a": True}', "line 1, column 7: expected a value, or a name in double quotes"],
  ['{"a": 01}', "line 1, column 8: expected a comma or a closing bracket"],
  ['{"a": 1,, "b": 2}', "line 1, column 9: expected a name in double quotes"],
  ['{"a": 1 "b": 2}', "line 1, column 9: expected a comma or a closing bracket"],
  ['{\n  "a": [1,\n  2\n}', "line 4, column 1: expected a comma or a closing bracket"],
  ["[1", "line 1, column 3: expected a comma or ]"],
  ['["a\nb"]', "line 1, column 2: expected a string that ends in a quote"],
  ['["\\x"]', "line 1, column 2: expected an escape that JSON knows"],
  ['["\\u12"]', "line 1, column 2: expected four hexadecimal digits behind \\u"],
  ["[] []", "line 1, column 4: expected the end"],
  ["# comment\n{}", "line 1, column 1: expected a value, or a name in double quotes"],
  ["{} /* comment", "line 1, column 4: expected the end of a comment"],
])("%j has its error told", (text, expected) => {
  expect(parseJsonText(text)).toEqual({ problem: `is not valid JSON: ${expected}` });
});

test("comments, and commas before a closing bracket, are accepted", () => {
  const text = '// what to read\n{ "a": [1, 2,], /* one more */ "__proto__": { "b": "//" }, }';
  const { value } = { value: null, ...parseJsonText(text) };
  expect(JSON.stringify(value)).toBe('{"a":[1,2],"__proto__":{"b":"//"}}');
});

test("a byte order mark before the text is skipped", () => {
  expect(parseJsonText('\uFEFF{"a":1}')).toEqual({ value: { a: 1 } });
});

test.each(['// 5" wide\n', '// 5" wide\r', '/* 5" wide */', '/* " */ /* // */'])(
  "levels behind the comment %j count",
  (comment) => {
    const text = `${comment}${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(parseJsonText(text)).toEqual({ problem: "is nested more than 1000 levels deep" });
  },
);

test.each(["[", '\\"[', "// [", "/* ["])("brackets in texts are no levels: %j", (part) => {
  const texts = Array.from({ length: 2000 }, () => part);
  const text = JSON.stringify({ texts, all: texts.join("") });
  expect(parseJsonText(text)).toEqual({ value: JSON.parse(text) });
});

test("every JSON text is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseJsonText(text)).toEqual({ value: JSON.parse(text) });
    }),
  );
});

test("a text that is cut or changed is read or gets a place inside it, and never shows itself", () => {
  const cut = fc.tuple(fc.json(), fc.nat(), fc.nat(3), fc.constantFrom("", "}", "]", ",", '"', "x", "\n", "\\"));
  fc.assert(
    fc.property(cut, ([json, place, length, patch]) => {
      const start = place % (json.length + 1);
      const text = json.slice(0, start) + patch + json.slice(start + length);
      const parsed = parseJsonText(text);
      if ("value" in parsed) return;
      const [, line, column] =
        /^is not valid JSON: line (\d+), column (\d+): expected [\w ,}\]\\]+$/.exec(parsed.problem) ?? [];
      const lineText = text.split("\n")[Number(line) - 1];
      expect(Number(column)).toBeLessThanOrEqual((lineText?.length ?? -1) + 1);
    }),
  );
});
