import type { SampledField } from "../format/file-format.ts";
import type { FileHead } from "../files/read-heads.ts";
import { kindOfTexts } from "../schema/infer.ts";
import { type NumberForm, plainForm } from "../schema/number-form.ts";
import { mayBeUnordered } from "../time/date-order.ts";
import { provenFormat } from "./date-formats.ts";
import { numberSignsOf } from "./number-signs.ts";

/** Texts that stand for nothing in files of one program or another. */
const markers = ["NULL", "null", "\\N", "NA", "N/A", "n/a", "#N/A", "NaN", "nan", "None", "none", "(null)", "-", "nil"];

/** What the records of a sample tell of the columns of a table of text. */
export class ColumnSample {
  readonly #columns = new Map<string, SampledField[]>();

  add({ records, types }: Pick<FileHead, "records" | "types">): void {
    if (types !== null) return;
    for (const field of records.flat()) {
      const fields = this.#columns.get(field.name);
      if (fields === undefined) this.#columns.set(field.name, [field]);
      else fields.push(field);
    }
  }

  /** Markers that stand only where the rest of a column is of another type. */
  nullValues(): readonly string[] {
    const texts = [...this.#columns.values()].map(textsOf);
    const numbers = { ...plainForm, ...this.numberSigns() };
    return markers.filter((marker) => {
      const columns = texts.filter((column) => column.includes(marker));
      return (
        columns.length > 0 &&
        columns.every((column) =>
          isTyped(
            column.filter((text) => text !== marker),
            numbers,
          ),
        )
      );
    });
  }

  /** The settings of how numbers are written, as far as the columns prove them. */
  numberSigns(): ReturnType<typeof numberSignsOf> {
    return numberSignsOf([...this.#columns.values()].map(textsOf), markers);
  }

  /** Columns of dates, and how they are written where that is not the way of ISO 8601. */
  dates(nulls: readonly string[]): { readonly columns: readonly string[]; readonly format: string | null } {
    const iso: string[] = [];
    const proven = new Map<string, string[]>();
    for (const [name, fields] of this.#columns) {
      const texts = textsOf(fields).filter((text) => text.trim() !== "" && !nulls.includes(text));
      const [first] = texts;
      if (first === undefined || !(isDate([first]) || mayBeUnordered(first))) continue;
      if (isDate(texts)) iso.push(name);
      const format = provenFormat(texts);
      if (format !== null) proven.set(format, [...(proven.get(format) ?? []), name]);
    }
    const [most] = [...proven].sort(([, a], [, b]) => b.length - a.length);
    return most === undefined ? { columns: iso, format: null } : { columns: most[1], format: most[0] };
  }
}

/** The texts that a program wrote; not what is no value in JSON. */
function textsOf(fields: readonly SampledField[]): readonly string[] {
  return fields.filter(({ kind }) => kind === "untyped" || kind === "text").map(({ text }) => text);
}

function isDate(texts: readonly string[]): boolean {
  return ["date", "date-time"].includes(kindOfTexts(texts));
}

function isTyped(texts: readonly string[], numbers: NumberForm): boolean {
  return kindOfTexts(texts, numbers) !== "string";
}
