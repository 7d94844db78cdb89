import type { TopKey } from "./schema.ts";
import type { Setting } from "./setting.ts";

/**
 * A value as its setting wants it, where it came as text (from the environment, or from a runner that knows only texts)
 * and can mean one thing only. Anything else is returned as it is, for the validation to refuse.
 */
export function coerce(key: string, value: unknown, setting: Setting): unknown {
  if (typeof value === "number" && identifiers.has(key)) return String(value);
  if (typeof value !== "string") return value;
  if (setting.enum !== undefined && setting.enum.includes(value.toLowerCase())) return value.toLowerCase();
  if (setting.type.includes("array")) return readFlagOr(setting, value) ?? readList(value);
  if (setting.type.includes("string")) return value;
  if (setting.type.includes("boolean")) return readFlag(value) ?? value;
  if (setting.type.includes("object")) return readJson(value) ?? value;
  return readNumber(value) ?? value;
}

/** Identifiers of digits, which people and runners write without quotes. */
const identifiers = new Set<string>([
  "account_id",
  "proxy_account_id",
  "bucket_owner_id",
  "external_id",
] satisfies TopKey[]);

/** A truth value in the words of the Meltano SDK, and their opposites. */
export function readFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return undefined;
  const word = value.trim().toLowerCase();
  if (["true", "1", "yes", "on"].includes(word)) return true;
  if (["false", "0", "no", "off"].includes(word)) return false;
  return undefined;
}

/** A decimal number; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined;
}

function readFlagOr(setting: Setting, text: string): boolean | undefined {
  return setting.type.includes("boolean") ? readFlag(text) : undefined;
}

/** `["a","b"]`, or `a, b`, as the reference tap and the Meltano SDK split it. */
function readList(text: string): unknown {
  const list = text.trimStart().startsWith("[") ? readJson(text) : undefined;
  if (list !== undefined) return list;
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
