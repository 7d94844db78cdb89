import type { FileSettings } from "../format/file-settings.ts";
import type { ColumnType } from "../schema/column-type.ts";
import { type Forms, ownForms } from "./write-values.ts";

/**
 * How the values of a column are written: where the catalog has text for what is none, as that of the tap that this one
 * replaces does, then as that tap writes it. `type` is what the catalog takes; null where that is not known.
 */
export function formsOf(type: ColumnType | null, { schemaInference }: Pick<FileSettings, "schemaInference">): Forms {
  if (type === null) return ownForms;
  const isText = type.kinds.every((kind) => kind === "string");
  // What is inside, only that tap's catalogs describe.
  const isDescribed = type.items !== undefined || type.members !== undefined;
  return {
    moments: isText || isDescribed ? "python" : "iso",
    // A time is text in both catalogs, and only the setting tells.
    times: schemaInference === "compatible" ? "python" : "iso",
    floats: isText || isDescribed || type.kinds.includes("decimal") ? "python" : "json",
  };
}
