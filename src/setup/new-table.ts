import type { JsonObject } from "../json.ts";
import { numbered } from "../proposal/name-tables.ts";
import { isTelling } from "../proposal/words.ts";
import { keyParts, shapePattern } from "../pattern/key-shape.ts";

/** The settings of a new table: one that takes keys like this, or none yet. */
export function tableLike(key: string | null, taken: ReadonlySet<string>): JsonObject {
  if (key === null) return { table_name: numbered("table", taken), search_pattern: "" };
  const parts = keyParts(key);
  const folder = parts[0]?.kind === "text" ? parts[0].text.slice(0, parts[0].text.lastIndexOf("/") + 1) : "";
  return {
    table_name: numbered(nameOf(key), taken),
    search_pattern: shapePattern(parts),
    ...(folder !== "" && { search_prefix: folder }),
  };
}

/** The first word of the file's name, or of the folders above it, that is more than a number or a part of a date. */
function nameOf(key: string): string {
  const names = key.split("/").toReversed();
  const [file = "", ...folders] = names;
  const words = [file.replace(/\..*$/, ""), ...folders].map((name) =>
    name
      .replace(/^[^=]+=.*/, "")
      .toLowerCase()
      .replaceAll(/[0-9a-f]{8,}|\d+/g, " ")
      .replaceAll(/[^\p{Ll}\p{Lo}]+/gu, "_")
      .replaceAll(/^_+|_+$/g, ""),
  );
  return words.find((word) => isTelling(word)) ?? "table";
}
