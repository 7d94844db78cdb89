import type { ColumnType, FieldKind } from "../schema/column-type.ts";
import type { DateFormat } from "./date-format.ts";
import type { JsonNode } from "./json-tree.ts";
import { readValue } from "./read-value.ts";

/**
 * A JSON value as what a column takes: the first kind that fits, in objects and arrays as deep as
 * the catalog describes them. Members that it does not describe stay as they are. Null if no kind fits.
 */
export function fitJson(node: JsonNode, type: ColumnType, readDate: DateFormat): string | null {
  if (node.kind === "null") return type.isNullable ? "null" : null;
  if (node.kind === "text" && node.text === "" && type.isBlankNull && type.isNullable) return "null";
  for (const kind of type.kinds) {
    const json = fitKind(node, kind, type, readDate);
    if (json !== null) return json;
  }
  return null;
}

/** A number as an integer, when it is one whatever its form: 5.0 and 5e3, but not 5.7. */
export function wholeNumber(text: string): string {
  const [, digits] = /^(-?\d+)\.0+$/.exec(text) ?? [];
  if (digits !== undefined) return digits;
  const value = Number(text);
  return /e/i.test(text) && Number.isSafeInteger(value) ? String(value) : text;
}

function fitKind(node: JsonNode, kind: FieldKind, type: ColumnType, readDate: DateFormat): string | null {
  switch (node.kind) {
    case "object":
      if (kind === "object") return fitMembers(node, type.members ?? noMembers, readDate);
      return kind === "string" ? JSON.stringify(node.text) : null;
    case "array":
      if (kind === "array") return fitItems(node, type.items, readDate);
      return kind === "string" ? JSON.stringify(node.text) : null;
    case "number":
      return readValue(kind, kind === "integer" ? wholeNumber(node.text) : node.text, readDate)?.json ?? null;
    case "text":
    case "boolean":
    case "null":
      return readValue(kind, node.text, readDate)?.json ?? null;
  }
}

const noMembers: ReadonlyMap<string, ColumnType> = new Map();

function fitMembers(
  { members }: JsonNode & { readonly kind: "object" },
  types: ReadonlyMap<string, ColumnType>,
  readDate: DateFormat,
): string | null {
  const fitted: string[] = [];
  for (const [name, member] of members) {
    const type = types.get(name);
    const json = type === undefined ? asItStands(member) : fitJson(member, type, readDate);
    if (json === null) return null;
    fitted.push(`${JSON.stringify(name)}:${json}`);
  }
  return `{${fitted.join(",")}}`;
}

function fitItems(
  { items }: JsonNode & { readonly kind: "array" },
  type: ColumnType | undefined,
  readDate: DateFormat,
): string | null {
  const fitted: string[] = [];
  for (const item of items) {
    const json = type === undefined ? asItStands(item) : fitJson(item, type, readDate);
    if (json === null) return null;
    fitted.push(json);
  }
  return `[${fitted.join(",")}]`;
}

function asItStands({ kind, text }: JsonNode): string {
  return kind === "text" ? JSON.stringify(text) : text;
}
