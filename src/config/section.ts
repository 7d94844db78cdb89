import type { Findings } from "./findings.ts";
import type { JsonType, Settings, ValueOf } from "./setting.ts";

/**
 * One level of the config: the whole, or one table. After validation, each value has its setting's type or is absent.
 * The functions below take only names of its settings, and only such as hold what they give.
 */
export interface Section<S extends Settings = Settings> {
  /** "" for the top level, `tables[0]` for the first table. */
  readonly path: string;
  readonly settings: S;
  readonly values: Readonly<Record<string, unknown>>;
  readonly findings: Findings;
}

type Key<S> = keyof S & string;

/** The names of the settings that may hold a value of this type. */
export type KeyOf<S extends Settings, Type extends JsonType> = {
  [K in Key<S>]: Type extends S[K]["type"][number] ? K : never;
}[Key<S>];

/** The path of one key, as messages show it. */
export function pathOf<S extends Settings>(section: Section<S>, key: Key<S>): string {
  return section.path === "" ? key : `${section.path}.${key}`;
}

/** Adds a violation at a key. */
export function reject<S extends Settings>(section: Section<S>, key: Key<S>, problem: string): void {
  section.findings.reject(pathOf(section, key), problem);
}

/** The value of a key, or its default; undefined without either. */
export function valueOf<S extends Settings>(section: Section<S>, key: Key<S>): unknown {
  return section.values[key] ?? section.settings[key]?.default;
}

/** A text, or "" where it is absent or was rejected. */
export function textOf<S extends Settings>(section: Section<S>, key: KeyOf<S, "string">): string {
  return optionalTextOf(section, key) ?? "";
}

/** A text, or undefined where it is absent or was rejected. */
export function optionalTextOf<S extends Settings>(section: Section<S>, key: KeyOf<S, "string">): string | undefined {
  const value = valueOf(section, key);
  return typeof value === "string" ? value : undefined;
}

/** A flag; an absent one without a default is false. */
export function flagOf<S extends Settings>(section: Section<S>, key: KeyOf<S, "boolean">): boolean {
  return valueOf(section, key) === true;
}

/** A number; its setting must have a default. */
export function numberOf<S extends Settings>(section: Section<S>, key: KeyOf<S, "integer" | "number">): number {
  return Number(valueOf(section, key));
}

/** A list of texts; empty where it is absent. */
export function textsOf<S extends Settings>(section: Section<S>, key: KeyOf<S, "array">): readonly string[] {
  const value = valueOf(section, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Settings as fields: `on_bad_file` is `onBadFile`. Without those that are `Parsed` into something else. */
export type Fields<S extends Settings, Parsed extends keyof S> = {
  readonly [K in Exclude<Key<S>, Parsed> as Camel<K>]: ValueOf<S[K]>;
};

type Camel<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;

/** The fields of these settings, which are validated and need no parser. */
export function fieldsOf<S extends Settings, Parsed extends keyof S>(
  section: Section,
  settings: S,
  parsed: readonly Parsed[],
): Fields<S, Parsed>;
export function fieldsOf(section: Section, settings: Settings, parsed: readonly string[]): object {
  const keys = Object.keys(settings).filter((key) => !parsed.includes(key));
  return Object.fromEntries(keys.map((key) => [camel(key), valueOf(section, key) ?? null]));
}

function camel(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
