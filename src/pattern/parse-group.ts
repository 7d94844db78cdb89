import type { Node } from "./ast.ts";
import { nothing } from "./ast.ts";
import type { Flags } from "./flags.ts";
import { readFlags } from "./flags.ts";
import type { Groups } from "./groups.ts";
import type { Reader } from "./reader.ts";
import { widthOf } from "./width.ts";

/** What is known at one place of the pattern. */
export interface Scope {
  readonly reader: Reader;
  readonly groups: Groups;
  /** `(?i)` at the start changes them for all that follows. */
  flags: Flags;
  /** How many groups are open. */
  readonly depth: number;
  /** Reads up to the next bar or closing bracket. */
  readonly parseBranch: (scope: Scope, isFirst: boolean) => Node;
}

/** Reads alternatives up to the closing bracket. */
export function parseChoice(scope: Scope): Node {
  const first = scope.parseBranch(scope, true);
  if (scope.reader.peek() !== "|") return first;
  const branches = [first];
  while (scope.reader.take("|")) branches.push(scope.parseBranch(scope, false));
  return { kind: "choice", branches };
}

/** Reads what begins with a bracket; the cursor is behind it. Comments and global flags are no item. */
export function parseGroup(scope: Scope, opensPattern: boolean): Node | null {
  const { reader } = scope;
  const start = reader.position - 1;
  if (scope.depth >= maxDepth) reader.fail("brackets nested too deeply", start);
  if (!reader.take("?")) return capture(scope, start, null);
  const sign = reader.next();
  switch (sign) {
    case "":
      return reader.fail("unexpected end of pattern", reader.position);
    case ":":
      return { kind: "sequence", items: [parseBody(scope, start)] };
    case ">":
      return { kind: "atomic", body: parseBody(scope, start) };
    case "=":
    case "!":
      return { kind: "look", wanted: sign === "=", width: 0, body: parseBody(scope, start) };
    case "<":
      return lookBehind(scope, start);
    case "P":
      return named(scope, start);
    case "#":
      while (reader.peek() !== ")") if (reader.next() === "") reader.fail("missing ), unterminated comment", start);
      reader.next();
      return null;
    case "(":
      return condition(scope, start);
  }
  if (!/[aiLmsux-]/.test(sign)) return reader.fail(`unknown extension ?${sign}`, start + 1);
  reader.position--;
  const { isGlobal, change } = readFlags(reader);
  const flags = { ...scope.flags, ...change };
  if (!isGlobal) return { kind: "sequence", items: [parseBody(scope, start, flags)] };
  if (!opensPattern) reader.fail("global flags not at the start of the expression", start);
  scope.flags = flags;
  return null;
}

/** Deeper patterns are no one's, and would exhaust the stack. */
const maxDepth = 200;

function parseBody(scope: Scope, start: number, flags = scope.flags): Node {
  const body = parseChoice({ ...scope, flags, depth: scope.depth + 1 });
  closeBracket(scope.reader, start);
  return body;
}

function closeBracket(reader: Reader, start: number): void {
  if (!reader.take(")")) reader.fail("missing ), unterminated subpattern", start);
}

function capture(scope: Scope, start: number, name: string | null): Node {
  const { groups } = scope;
  const number = groups.open(name, start + 4);
  const body = parseBody(scope, start);
  groups.close(
    number,
    widthOf(body, (group) => groups.width(group)),
  );
  return { kind: "group", number, body };
}

function named(scope: Scope, start: number): Node {
  const { reader, groups } = scope;
  const sign = reader.next();
  if (sign === "") reader.fail("unexpected end of pattern", reader.position);
  if (sign !== "<" && sign !== "=") reader.fail(`unknown extension ?P${sign}`, start + 1);
  const at = reader.position;
  const name = reader.takeName(sign === "<" ? ">" : ")", "group name");
  if (!isIdentifier(name)) reader.fail(`bad character in group name '${name}'`, at);
  if (sign === "<") return capture(scope, start, name);
  return groups.refer(groups.named(name, at), at, at, scope.flags);
}

function lookBehind(scope: Scope, start: number): Node {
  const { reader, groups } = scope;
  const sign = reader.next();
  if (sign === "") reader.fail("unexpected end of pattern", reader.position);
  if (sign !== "=" && sign !== "!") reader.fail(`unknown extension ?<${sign}`, start + 1);
  const outer = groups.lookBehindFrom;
  groups.lookBehindFrom ??= groups.next;
  const body = parseBody(scope, start);
  groups.lookBehindFrom = outer;
  const [least, most] = widthOf(body, (group) => groups.width(group));
  if (least !== most) reader.fail("look-behind requires fixed-width pattern");
  return { kind: "look", wanted: sign === "=", width: least, body };
}

function condition(scope: Scope, start: number): Node {
  const { reader, groups } = scope;
  const at = reader.position;
  const name = reader.takeName(")", "group name");
  const group = isIdentifier(name) ? groups.named(name, at) : groupNumber(reader, name, at);
  groups.mention(group, at);
  groups.checkLookBehind(group);
  const inner: Scope = { ...scope, depth: scope.depth + 1 };
  const yes = scope.parseBranch(inner, true);
  const no = reader.take("|") ? scope.parseBranch(inner, false) : nothing;
  if (reader.peek() === "|") reader.fail("conditional backref with more than two branches", reader.position);
  closeBracket(reader, start);
  return { kind: "if-group", group, yes, no };
}

function groupNumber(reader: Reader, name: string, position: number): number {
  if (!/^[0-9]+$/.test(name)) reader.fail(`bad character in group name '${name}'`, position);
  const group = Number(name);
  if (group === 0) reader.fail("bad group number", position);
  if (group > 1_073_741_823) reader.fail(`invalid group reference ${group}`, position);
  return group;
}

function isIdentifier(name: string): boolean {
  return /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name);
}
