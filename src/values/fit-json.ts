import type { ColumnType, FieldKind } from "../schema/column-type.ts";
import { type JsonNode, parseTree } from "./json-tree.ts";
import { readValue, type Value } from "./read-value.ts";
import { jsonRules, type ValueRules } from "./value-rules.ts";

/**
 * A JSON value as what a column takes: the first kind that fits, in objects and arrays as deep as
 * the catalog describes them. Members that it does not describe stay as they are. Null if no kind fits.
 */
export function fitJson(node: JsonNode, type: ColumnType, rules: ValueRules): string | null {
  if (node.kind === "null") return type.isNullable ? "null" : null;
  if (node.kind === "text" && node.text === "" && type.isBlankNull && type.isNullable) return "null";
  for (const kind of type.kinds) {
    const json = fitKind(node, kind, type, rules);
    if (json !== null) return json;
  }
  return null;
}

/**
 * A text as one kind of value of a column; an object or array in it as the catalog describes those.
 * Null if it is none.
 */
export function fitText(text: string, kind: FieldKind, type: ColumnType, rules: ValueRules): Value | null {
  const value = readValue(kind, text, rules);
  const isDescribed =
    (kind === "object" && type.members !== undefined) || (kind === "array" && type.items !== undefined);
  if (value === null || !isDescribed) return value;
  const json = fitKind(parseTree(value.json), kind, type, rules);
  return json === null || !hasRoom(json, Buffer.byteLength(text)) ? null : { ...value, json };
}

/** Whether a value that was made of so many bytes is as short as whoever writes a row counts on. */
export function hasRoom(json: string, bytes: number): boolean {
  return Buffer.byteLength(json) <= 6 * bytes + 32;
}

/** A number as an integer, when it is one whatever its form: 5.0 and 5e3, but not 5.7. */
export function wholeNumber(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = numberForm.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (/^0+$/.test(digits)) return "0";
  if (point < 1 || point > Math.max(maxDigits, digits.length) || !/^0*$/.test(digits.slice(point))) return text;
  return sign + digits.slice(0, point).padEnd(point, "0").replace(/^0+/, "");
}

/** https://www.rfc-editor.org/rfc/rfc8259#section-6 */
const numberForm = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/** How many digits an exponent may make, so that there is room for them. */
const maxDigits = 24;

function fitKind(node: JsonNode, kind: FieldKind, type: ColumnType, rules: ValueRules): string | null {
  switch (node.kind) {
    case "object":
      if (kind === "object") return fitMembers(node, type.members ?? noMembers, rules);
      return kind === "string" ? JSON.stringify(node.text) : null;
    case "array":
      if (kind === "array") return fitItems(node, type.items, rules);
      return kind === "string" ? JSON.stringify(node.text) : null;
    case "number":
      return readValue(kind, kind === "integer" ? wholeNumber(node.text) : node.text, jsonRules(rules))?.json ?? null;
    case "text":
      return fitText(node.text, kind, type, rules)?.json ?? null;
    case "boolean":
    case "null":
      return readValue(kind, node.text, rules)?.json ?? null;
  }
}

const noMembers: ReadonlyMap<string, ColumnType> = new Map();

function fitMembers(
  { members }: JsonNode & { readonly kind: "object" },
  types: ReadonlyMap<string, ColumnType>,
  rules: ValueRules,
): string | null {
  const fitted: string[] = [];
  for (const [name, member] of members) {
    const type = types.get(name);
    const json = type === undefined ? asItStands(member) : fitJson(member, type, rules);
    if (json === null) return null;
    fitted.push(`${JSON.stringify(name)}:${json}`);
  }
  return `{${fitted.join(",")}}`;
}

function fitItems(
  { items }: JsonNode & { readonly kind: "array" },
  type: ColumnType | undefined,
  rules: ValueRules,
): string | null {
  const fitted: string[] = [];
  for (const item of items) {
    const json = type === undefined ? asItStands(item) : fitJson(item, type, rules);
    if (json === null) return null;
    fitted.push(json);
  }
  return `[${fitted.join(",")}]`;
}

/** Whether objects, or arrays, go in without a look inside: this is what a column of type json is. Only text would take them, too. */
export function takesAsItStands({ kinds, items, members }: ColumnType, own: "object" | "array"): boolean {
  const isFree = own === "object" ? members === undefined : items === undefined;
  return isFree && kinds.find((kind) => kind === own || kind === "string") === own;
}

function asItStands({ kind, text }: JsonNode): string {
  return kind === "text" ? JSON.stringify(text) : text;
}
