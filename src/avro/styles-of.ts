import type { ColumnType } from "../schema/column-type.ts";
import type { Styles } from "./value-writer.ts";

/** As our own records have values. */
export const ownStyles: Styles = {
  areTimesNumbers: false,
  moment: "iso",
  clock: "iso",
  float: "json",
  decimal: "number",
};

/** As the reference tap has them in its hands when it infers types: it takes decimals and bytes for text, whatever they look like. */
export const sampleStyles: Styles = {
  areTimesNumbers: false,
  moment: "python",
  clock: "python",
  float: "python",
  decimal: "mark",
};

/**
 * How the values of a column are written: where the catalog has text for what is none, as that of the reference tap
 * does, then as that tap writes it. `type` is what the catalog takes; null where that is not known.
 */
export function stylesOf(type: ColumnType | null, isCompatible: boolean): Styles {
  if (type === null) return ownStyles;
  const isText = type.kinds.every((kind) => kind === "string");
  // What a date-time inside is read from may be in either style.
  const isOpen = isText || type.items !== undefined || type.members !== undefined;
  return {
    areTimesNumbers: type.kinds.every((kind) => kind === "integer" || kind === "number"),
    moment: isOpen ? "python" : "iso",
    // A time of day is text in both catalogs, and only the setting tells.
    clock: isCompatible ? "python" : "iso",
    float: isOpen || type.kinds.includes("decimal") ? "python" : "json",
    decimal: isOpen ? "python" : "number",
  };
}
