import type { Node } from "./ast.ts";
import { single, withBothCases } from "./char-set.ts";
import { readCharEscape, readClassEscape, readOctal } from "./escapes.ts";
import type { Flags } from "./flags.ts";
import { noFlags } from "./flags.ts";
import { Groups } from "./groups.ts";
import { dot, parseClass } from "./parse-class.ts";
import type { Scope } from "./parse-group.ts";
import { parseChoice, parseGroup } from "./parse-group.ts";
import { parseQuantifier } from "./parse-quantifier.ts";
import { Reader } from "./reader.ts";

/** A pattern that was understood. */
export interface ParsedPattern {
  readonly root: Node;
  /** The numbers of the groups that have names. */
  readonly groups: ReadonlyMap<string, number>;
  /** Sentences about what was read differently from what is written. */
  readonly warnings: readonly string[];
}

/** Reads a pattern in the syntax of Python 3.11 (https://docs.python.org/3.11/library/re.html). */
export function parsePattern(source: string): ParsedPattern {
  const reader = new Reader(source);
  const scope: Scope = { reader, groups: new Groups(reader), flags: noFlags, depth: 0, parseBranch };
  const root = parseChoice(scope);
  if (reader.peek() !== "") reader.fail("unbalanced parenthesis", reader.position);
  scope.groups.checkReferences();
  return { root, groups: scope.groups.names, warnings: [...new Set(reader.warnings)] };
}

function parseBranch(scope: Scope, isFirst: boolean): Node {
  const { reader } = scope;
  const items: Node[] = [];
  for (;;) {
    if (scope.flags.verbose) skipSpaceAndComments(reader);
    const char = reader.peek();
    if (char === "" || char === "|" || char === ")") break;
    if (parseQuantifier(reader, items)) continue;
    const item = parseItem(scope, items.length === 0, isFirst);
    if (item !== null) items.push(item);
  }
  const [only, ...others] = items;
  return only !== undefined && others.length === 0 ? only : { kind: "sequence", items };
}

function parseItem(scope: Scope, opensBranch: boolean, isFirstBranch: boolean): Node | null {
  const { reader, flags } = scope;
  const start = reader.position;
  const char = reader.next();
  switch (char) {
    case "(":
      return parseGroup(scope, opensBranch && isFirstBranch && scope.depth === 0);
    case "[":
      return { kind: "one", set: parseClass(reader, flags) };
    case ".":
      return { kind: "one", set: dot(flags) };
    case "^":
      return { kind: "at", place: flags.multiline ? "line-start" : "start" };
    case "$":
      return { kind: "at", place: flags.multiline ? "line-end" : "final-line-end" };
    case "\\":
      return parseEscape(scope, start);
    case "/":
      if (opensBranch && scope.depth === 0 && !/[*+?{]/.test(reader.peek())) return startAtRoot(reader);
  }
  return one(char.codePointAt(0) ?? 0, flags);
}

function parseEscape(scope: Scope, start: number): Node {
  const { reader, flags, groups } = scope;
  const char = reader.peek();
  const edge = flags.ascii ? "ascii-" : "";
  switch (char) {
    case "A":
      reader.next();
      return { kind: "at", place: "start" };
    case "Z":
      reader.next();
      return { kind: "at", place: "end" };
    case "b":
      reader.next();
      return { kind: "at", place: `${edge}word-edge` };
    case "B":
      reader.next();
      return { kind: "at", place: `no-${edge}word-edge` };
  }
  if (char === "0" || isOctal(reader)) return one(readOctal(reader, start), flags);
  if (/[1-9]/.test(char)) {
    const number = Number(reader.takeWhile(/[0-9]/, 2));
    return groups.refer(number, start, start + 1, flags);
  }
  const set = readClassEscape(reader, flags);
  return set === null ? one(readCharEscape(reader, start), flags) : { kind: "one", set };
}

/** Three octal digits are a character; fewer are a group's number. */
function isOctal(reader: Reader): boolean {
  return /^[0-7]{3}$/.test(reader.peek() + reader.peek(1) + reader.peek(2));
}

function one(code: number, flags: Flags): Node {
  const set = single(code);
  return { kind: "one", set: flags.ignoreCase ? { ...set, ranges: withBothCases(set.ranges, flags.ascii) } : set };
}

/** People write `/folder/file.csv`, though no key begins with a slash. */
function startAtRoot(reader: Reader): Node {
  reader.warnings.push(
    'The leading "/" is read as the root of the bucket: "/a.csv" finds the key "a.csv"; ' +
      'write "(^|/)" in its place if the file may lie in any folder',
  );
  return { kind: "at", place: "start" };
}

function skipSpaceAndComments(reader: Reader): void {
  for (;;) {
    if (/^[ \t\n\r\v\f]$/.test(reader.peek())) reader.next();
    else if (reader.peek() === "#") skipComment(reader);
    else return;
  }
}

/** An escaped newline does not end a comment. */
function skipComment(reader: Reader): void {
  while (reader.peek() !== "" && reader.peek() !== "\n") {
    const start = reader.position;
    if (reader.next() === "\\" && reader.next() === "") reader.fail("bad escape (end of pattern)", start);
  }
}
