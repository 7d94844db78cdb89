import { settingsOf } from "../../src/config/schema.ts";
import type { Setting } from "../../src/config/setting.ts";

/** The keys of one level as a Markdown table: name, default, meaning. Padded, as the formatter would leave it. */
export function settingsTable(level: "top" | "table"): string {
  const rows = Object.entries(settingsOf[level]).map(([key, setting]) => [
    `\`${key}\``,
    showDefault(setting),
    showMeaning(setting),
  ]);
  const head = ["key", "default", "meaning"];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((cells) => (cells[column] ?? "").length)));
  const line = (cells: readonly string[], fill = " "): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  return [line(head), line(["", "", ""], "-"), ...rows.map((cells) => line(cells))].join("\n");
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
