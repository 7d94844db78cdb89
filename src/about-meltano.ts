import { stringify } from "yaml";
import { settingsOf } from "./config/schema.ts";
import type { Json, Setting } from "./config/setting.ts";

/** What Meltano calls the definition of a plugin. https://docs.meltano.com/reference/plugin-definition-syntax */
export function meltanoDefinition(plugin: {
  readonly name: string;
  readonly description: string;
  readonly capabilities: readonly string[];
}): string {
  const { name, description, capabilities } = plugin;
  const definition = {
    name,
    namespace: name.replaceAll("-", "_"),
    variant: "node",
    label: "S3 CSV",
    description,
    // On PyPI the tap's own name is that of another; the program is called as ever.
    pip_url: `${name}-node`,
    executable: name,
    capabilities,
    settings_group_validation: [["bucket", "tables"]],
    settings: Object.entries(settingsOf.top).map(([key, setting]) => describe(key, setting)),
  };
  return stringify(definition, { lineWidth: 0, defaultStringType: "PLAIN", defaultKeyType: "PLAIN" });
}

function describe(name: string, setting: Setting): object {
  const { description, secret, default: value, examples = [], enum: choices } = setting;
  const [placeholder]: readonly (Json | undefined)[] = examples;
  return {
    name,
    label: labelOf(name),
    kind: kindOf(name, setting),
    ...(secret === true && { sensitive: true }),
    ...(choices !== undefined && { options: choices.flatMap(optionOf) }),
    ...(value !== undefined && { value }),
    ...(placeholder !== undefined && { placeholder: String(placeholder) }),
    description,
  };
}

function kindOf(name: string, { type, enum: choices }: Setting): string {
  if (choices !== undefined) return "options";
  if (name === "start_date") return "date_iso8601";
  if (type.includes("array")) return "array";
  if (type.includes("string")) return "string";
  return type[0] === "number" ? "decimal" : (type[0] ?? "string");
}

function optionOf(choice: string | null): readonly object[] {
  return choice === null ? [] : [{ label: labelOf(choice), value: choice }];
}

function labelOf(name: string): string {
  const words = name.split("_").map((word) => (acronyms.has(word) ? word.toUpperCase() : word));
  const text = words.join(" ");
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const acronyms = new Set(["aws", "arn", "id", "url", "http", "sse"]);
