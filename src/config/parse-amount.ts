import { readNumber } from "./coerce.ts";

/** Milliseconds of `24h`, `1d 12h`, `30 minutes`, a number of seconds, or `unlimited`; undefined for anything else. */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === "number") return value * 1000;
  if (typeof value !== "string") return undefined;
  const text = value.trim().toLowerCase();
  if (text === "unlimited") return Infinity;
  const seconds = readNumber(text);
  if (seconds !== undefined) return seconds < 0 ? undefined : seconds * 1000;
  if (!/^(\d+(\.\d+)?\s*[a-z]+[\s,]*)+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, amount, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)) {
    sum += Number(amount) * (durations.get(unit) ?? NaN);
  }
  return Number.isNaN(sum) ? undefined : Math.round(sum);
}

/** Bytes of `64MiB`, `64 MB`, `512k` or a number; undefined for anything else. */
export function parseSize(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  const [, amount, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value) ?? [];
  const size = sizes.get(unit.toLowerCase());
  return amount === undefined || size === undefined ? undefined : Math.floor(Number(amount) * size);
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const durations = units([
  [second, "s sec secs second seconds"],
  [minute, "m min mins minute minutes"],
  [hour, "h hr hrs hour hours"],
  [day, "d day days"],
  [7 * day, "w week weeks"],
]);

// As in dd(1): a bare letter counts in powers of 1024, and so does "KiB"; "kB" counts in powers of 1000.
const sizes = units([
  [1, " b byte bytes"],
  [1000, "kb"],
  [1000 ** 2, "mb"],
  [1000 ** 3, "gb"],
  [1024, "k kib"],
  [1024 ** 2, "m mib"],
  [1024 ** 3, "g gib"],
]);

function units(rows: readonly (readonly [number, string])[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap(([factor, names]) => names.split(" ").map((name) => [name, factor] as const)));
}
