import type { ErrorObject } from "ajv";
import { nameKind } from "../wording/name-kind.ts";
import { accepts } from "./accepts.ts";
import { nearestName } from "./nearest-name.ts";
import { settingsOf } from "./schema.ts";
import type { Json, Setting } from "./setting.ts";
import { excerpt } from "../wording/excerpt.ts";

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

/** Everything in a config that the schema refuses. Its first table has the number `first`. */
export function validate(config: unknown, first = 0): readonly Violation[] {
  if (accepts(config)) return [];
  return (accepts.errors ?? []).map((error) => describe(error, first));
}

function describe(error: ErrorObject, first: number): Violation {
  const steps = error.instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (steps[0] === "tables" && steps[1] !== undefined) steps[1] = String(first + Number(steps[1]));
  if (error.keyword === "required") steps.push(String(error.params.missingProperty));
  const isInTable = steps[0] === "tables" && steps.length > 2;
  const key = String(isInTable ? steps[2] : steps[0]);
  const setting = (isInTable ? settingsOf.table : settingsOf.top)[key];
  const isWhole = steps.length === (isInTable ? 3 : 1);
  const hints = isWhole ? showExample(setting) + (key === "tables" ? howToFindTables(error) : "") : "";
  return {
    path: steps.map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : `${index === 0 ? "" : "."}${step}`)).join(""),
    table: isInTable ? Number(steps[1]) : null,
    key,
    problem: nameProblem(error, setting) + hints,
  };
}

function nameProblem(error: ErrorObject, setting: Setting | undefined): string {
  const { keyword, params, data } = error;
  const kind = nameKind(data);
  switch (keyword) {
    case "required":
      return "is missing";
    case "type":
      return `is ${kind}; must be ${nameTypes(params.type)}`;
    case "enum":
      return describeEnum(params.allowedValues, data, setting);
    case "minimum":
      return `is ${String(data)}; must be ${params.limit} or more`;
    case "maximum":
      return `is ${String(data)}; must be ${params.limit} or less`;
    case "minLength":
    case "minItems":
      return "is empty";
    case "uniqueItems":
      return `names ${JSON.stringify(Array.isArray(data) ? data[Number(params.i)] : data)} twice`;
    default:
      return error.message ?? "is not accepted";
  }
}

/** Who has none yet need not write them by hand. */
function howToFindTables({ keyword }: ErrorObject): string {
  return keyword === "required" || keyword === "minItems" ? "; --propose finds the tables of a bucket" : "";
}

function describeEnum(allowed: unknown, data: unknown, setting: Setting | undefined): string {
  const choices = [allowed].flat().filter((choice) => typeof choice === "string");
  const isShown = typeof data === "string" && setting?.secret !== true;
  const nearest = isShown ? nearestName(data, choices) : undefined;
  const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  const value = isShown ? excerpt(data) : nameKind(data);
  return `is ${value}; must be one of ${choices.map((choice) => `"${choice}"`).join(", ")}${hint}`;
}

const typeNames: ReadonlyMap<unknown, string> = new Map([
  ["string", "a string"],
  ["integer", "an integer"],
  ["number", "a number"],
  ["boolean", "true or false"],
  ["array", "an array"],
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
