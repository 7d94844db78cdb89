import { coerce } from "../config/coerce.ts";
import type { Setting } from "../config/setting.ts";
import type { FieldView } from "./view.ts";

/** The value of a setting as one line of text; "" where it is not set. */
function textOfValue(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value === "") return '""';
  if (typeof value === "string") return value.replaceAll("\t", "\\t");
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item === "string" && plainItem.test(item));
  return isPlainList ? value.join(", ") : JSON.stringify(value);
}

/** An item that means the same between commas. */
const plainItem = /^[^\s,"[](?:[^,]*[^\s,])?$/;

/** The value that a line of text stands for; undefined for none. */
export function valueOfText(key: string, text: string, setting: Setting): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  return trimmed === '""' && setting.type.includes("string") ? "" : coerce(key, trimmed, setting);
}

/** A setting as a field of a form. */
export function settingField(key: string, value: unknown, setting: Setting): FieldView {
  return {
    key,
    label: labels.get(key) ?? sentenceCase(key),
    hint: setting.description.replaceAll("`", ""),
    value: textOfValue(value),
    kind: "text",
    choices: choicesOf(setting),
    fallback: setting.default === undefined ? "" : textOfValue(setting.default),
    fixedBy: null,
    problem: null,
  };
}

/** Where people have another name for a setting than the config has. */
const labels: ReadonlyMap<string, string> = new Map([
  ["table_name", "Table name"],
  ["search_prefix", "Keys begin with"],
  ["aws_region", "Region"],
  ["aws_endpoint_url", "Address of the store"],
  ["aws_profile", "AWS profile"],
  ["role_arn", "Role to assume"],
  ["start_date", "Historical start date"],
]);

function sentenceCase(key: string): string {
  return `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll("_", " ")}`;
}

function choicesOf({ enum: choices, type }: Setting): readonly string[] {
  if (choices !== undefined) return choices.flatMap((choice) => (typeof choice === "string" ? [choice] : []));
  return type.includes("boolean") && !type.includes("array") && !type.includes("string") ? ["true", "false"] : [];
}
