import type { Findings } from "./findings.ts";
import type { Setting, Settings } from "./setting.ts";

/** One level of the config: the whole, or one table. After validation, each value has its setting's type or is absent. */
export interface Section {
  /** "" for the top level, `tables[0]` for the first table. */
  readonly path: string;
  readonly settings: Settings;
  readonly values: Readonly<Record<string, unknown>>;
  readonly findings: Findings;
}

/** The path of one key, as messages show it. */
export function pathOf(section: Section, key: string): string {
  return section.path === "" ? key : `${section.path}.${key}`;
}

/** Adds a violation at a key. */
export function reject(section: Section, key: string, problem: string): void {
  section.findings.reject(pathOf(section, key), problem);
}

/** The value of a key, or its default; undefined without either. */
export function valueOf(section: Section, key: string): unknown {
  return section.values[key] ?? settingOf(section, key).default;
}

/** A text, or "" where it is absent or was rejected. */
export function textOf(section: Section, key: string): string {
  return optionalTextOf(section, key) ?? "";
}

/** A text, or undefined where it is absent or was rejected. */
export function optionalTextOf(section: Section, key: string): string | undefined {
  const value = valueOf(section, key);
  return typeof value === "string" ? value : undefined;
}

/** A flag; an absent one without a default is false. */
export function flagOf(section: Section, key: string): boolean {
  return valueOf(section, key) === true;
}

/** A number; its setting must have a default. */
export function numberOf(section: Section, key: string): number {
  return Number(valueOf(section, key));
}

/** A list of texts; empty where it is absent. */
export function textsOf(section: Section, key: string): readonly string[] {
  const value = valueOf(section, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** The one of the choices that was taken, or the first, which is the default. */
export function choiceOf<T extends string>(section: Section, key: string, choices: readonly [T, ...T[]]): T {
  const value = valueOf(section, key);
  return choices.find((choice) => choice === value) ?? choices[0];
}

/** The description of a key that is known to exist. */
function settingOf(section: Section, key: string): Setting {
  const setting = section.settings[key];
  if (setting === undefined) throw new Error(`There is no setting "${key}"`);
  return setting;
}
