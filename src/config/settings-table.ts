import { settingsOf } from "./schema.ts";
import type { Setting } from "./setting.ts";

/** The keys of one level as a Markdown table: name, default, meaning. */
export function settingsTable(level: "top" | "table"): string {
  const rows = Object.entries(settingsOf[level]).map(
    ([key, setting]) => `| \`${key}\` | ${showDefault(setting)} | ${showMeaning(setting)} |`,
  );
  return ["| key | default | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function showDefault(setting: Setting): string {
  if (!setting.type.includes("null")) return "required";
  if (setting.default === undefined || setting.default === "") return "none";
  return code(typeof setting.default === "string" ? setting.default : JSON.stringify(setting.default));
}

function showMeaning({ description, examples = [] }: Setting): string {
  const shown = examples.map((example) => code(JSON.stringify(example)));
  const text = shown.length === 0 ? description : `${description} Example: ${shown.join(", ")}.`;
  return text.replaceAll("|", "\\|");
}

function code(text: string): string {
  return `\`${text}\``;
}
