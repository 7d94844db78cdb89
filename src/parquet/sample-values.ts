import type { OpenFile, SampledField, Wanted } from "../format/file-format.ts";
import { namedFields } from "../format/named-fields.ts";
import type { Footer } from "./footer.ts";
import type { RangeSource } from "./range-source.ts";
import { readRows } from "./read-rows.ts";
import type { Shape } from "./shape.ts";
import type { Forms } from "./write-values.ts";

/** As the reference tap has values in its hands when it looks for their types. */
const forms: Forms = { moments: "python", times: "python", floats: "python" };

/**
 * A sample of the values, for the catalog that is made from values. What is text there whatever it looks like, such as
 * a decimal or a date, is text here that looks like nothing else.
 */
export async function sampleValues(
  source: RangeSource,
  footer: Footer,
  { settings, maxExpansion }: Pick<OpenFile, "settings" | "maxExpansion">,
  { records, every }: Wanted,
): Promise<readonly (readonly SampledField[])[]> {
  const { maxRecordSize } = settings.dialect;
  const options = { formsOf: () => forms, fromRow: 0, maxRecordSize, maxExpansion };
  const always = new Set(footer.columns.filter(({ shape }) => isAlwaysText(shape)).map(({ name }) => name));
  const sampled: (readonly SampledField[])[] = [];
  for await (const { rows, before } of readRows(source, footer, options)) {
    for (let row = 0; row < rows.count && sampled.length < records; row++) {
      if ((before + row) % every === 0) sampled.push(namedFields(rows, row).map((field) => asObserved(field, always)));
    }
    if (sampled.length >= records) break;
  }
  return sampled;
}

function isAlwaysText(shape: Shape): boolean {
  return shape.kind === "value" && !["boolean", "integer", "number", "float16", "text"].includes(shape.leaf.type.kind);
}

function asObserved(field: SampledField, always: ReadonlySet<string>): SampledField {
  const { name, kind } = field;
  return kind !== "null" && always.has(name) ? { name, kind: "text", text: "text" } : field;
}
