import { type Fault, faultsOf } from "./check-schema.ts";
import { nameKind } from "./json-value.ts";
import { nearestName } from "./nearest-name.ts";
import { configSchema, settingsOf } from "./schema.ts";
import type { Json, Setting } from "./setting.ts";

/** A value that the schema refuses: where it is, and a sentence about it. */
export interface Violation {
  /** As messages show it, such as `tables[0].columns.amount`. */
  readonly path: string;
  /** The index of the table; null for the top level. */
  readonly table: number | null;
  /** The key of the setting that holds the value. */
  readonly key: string;
  readonly problem: string;
}

/** Everything in a config that the schema refuses. */
export function validate(config: unknown): readonly Violation[] {
  return faultsOf(config, configSchema).map((fault) => describe(fault));
}

function describe(fault: Fault): Violation {
  const { path } = fault;
  const isInTable = path[0] === "tables" && path.length > 2;
  const key = String(isInTable ? path[2] : path[0]);
  const setting = (isInTable ? settingsOf.table : settingsOf.top)[key];
  const depth = path.length - (isInTable ? 3 : 1);
  return {
    path: path
      .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${step}`))
      .join(""),
    table: isInTable ? Number(path[1]) : null,
    key,
    problem: `${nameProblem(fault, setting)}${depth === 0 ? showExample(setting) : ""}`,
  };
}

function nameProblem({ keyword, rule, value }: Fault, setting: Setting | undefined): string {
  switch (keyword) {
    case "required":
      return "is missing";
    case "type":
      return `is ${nameKind(value)}; must be ${nameTypes(rule)}`;
    case "enum":
      return describeEnum(rule, value, setting);
    case "minimum":
      return `is ${String(value)}; must be ${String(rule)} or more`;
    case "minLength":
    case "minItems":
      return "is empty";
    case "uniqueItems":
      return `names ${JSON.stringify(rule)} twice`;
  }
}

function describeEnum(allowed: unknown, data: unknown, setting: Setting | undefined): string {
  const choices = [allowed].flat().filter((choice) => typeof choice === "string");
  const isShown = typeof data === "string" && setting?.secret !== true;
  const nearest = isShown ? nearestName(data, choices) : undefined;
  const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  const value = isShown ? JSON.stringify(data.slice(0, 64)) : nameKind(data);
  return `is ${value}; must be one of ${choices.map((choice) => `"${choice}"`).join(", ")}${hint}`;
}

const typeNames: ReadonlyMap<unknown, string> = new Map([
  ["string", "a text"],
  ["integer", "a whole number"],
  ["number", "a number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["object", "an object"],
]);

function nameTypes(types: unknown): string {
  const names = [types].flat().flatMap((type) => typeNames.get(type) ?? []);
  return names.join(" or ");
}

function showExample(setting: Setting | undefined): string {
  const example: Json | undefined = setting?.examples?.[0];
  return example === undefined ? "" : `; for example ${JSON.stringify(example)}`;
}
