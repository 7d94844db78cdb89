import type { Utf8Text } from "../bytes/utf8.ts";
import type { Table } from "../config/config.ts";
import { BlankLines } from "../csv/blank-lines.ts";
import { readRows } from "../csv/read-rows.ts";
import { rowTexts } from "../rows/row-texts.ts";
import { readJsonRows } from "../jsonl/read-json-rows.ts";
import { headerOf } from "../files/header.ts";
import { CompatibleColumn } from "../schema/infer-compatible.ts";
import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import { dialectOf } from "../files/dialect-of.ts";
import type { FileFormat } from "../files/file-format.ts";
import { jsonFields, jsonOptionsOf } from "../files/json-fields.ts";

/** Files that are sampled of a table, those inside a zip archive one by one. */
const mostFiles = 5;
/** Of each file every fifth row is sampled, blank lines counting as rows, up to so many. */
const sampleRate = 5;
const mostSamples = 1000;

/** What the tap that this one replaces knows of a table when it infers the schema. */
export class CompatibleSample {
  /** The columns of sampled rows, in the order of first appearance. */
  readonly #columns = new Map<string, CompatibleColumn>();
  /** All names of all headers, whether or not a sampled row has a value there. */
  readonly names = new Set<string>();
  readonly #table: Table;
  #files = 0;

  constructor(table: Table) {
    this.#table = table;
  }

  /** No row was sampled. */
  get isEmpty(): boolean {
    return this.#columns.size === 0;
  }

  get isFull(): boolean {
    return this.#files >= mostFiles;
  }

  /** The properties of the schema: columns of which something is known. */
  properties(): ReadonlyMap<string, JsonSchema> {
    const { columns, dateOverrides } = this.#table;
    return new Map(
      [...this.#columns].flatMap(([name, column]) => {
        const kind = columns.get(name);
        if (kind !== undefined) return [[name, propertyOf(kind)]];
        return column.isVoid ? [] : [[name, column.property(dateOverrides.includes(name))]];
      }),
    );
  }

  async add(text: Utf8Text, format: FileFormat): Promise<void> {
    this.#files += 1;
    await (format === "jsonl" ? this.#addObjects(text) : this.#addRows(text, format));
  }

  async #addRows(text: Utf8Text, format: FileFormat): Promise<void> {
    const dialect = dialectOf(this.#table, format);
    const lines = new BlankLines(dialect);
    let columns: readonly (string | null)[] | null = null;
    let headerRows = 0;
    let record = 0;
    let samples = 0;
    for await (const batch of readRows(dialect)(lines.pass(text.bytes))) {
      for (let row = 0; row < batch.count; row++, record++) {
        if (columns === null) {
          const { names, isFirstRowData } = headerOf(this.#table.header, rowTexts(batch, row));
          columns = firstOfEach(names);
          for (const name of names) this.names.add(name);
          if (!isFirstRowData) headerRows = 1;
        }
        if (record < headerRows) continue;
        const position = record - headerRows + lines.before(record) - lines.before(0);
        if (position % sampleRate !== 0) continue;
        for (const [field, value] of rowTexts(batch, row).entries()) {
          const name = columns[field] ?? null;
          if (name !== null) this.#column(name).observe(value);
        }
        samples += 1;
        if (samples >= mostSamples) return;
      }
    }
  }

  async #addObjects({ bytes }: Utf8Text): Promise<void> {
    let record = 0;
    for await (const batch of readJsonRows(bytes, jsonOptionsOf(this.#table))) {
      for (let row = 0; row < batch.count; row++, record++) {
        if (record % sampleRate !== 0) continue;
        for (const { name, kind, text } of jsonFields(batch, row)) {
          this.names.add(name);
          if (kind === "text") this.#column(name).observe(text);
          else this.#column(name).observeJson(text);
        }
        if (record / sampleRate + 1 >= mostSamples) return;
      }
    }
  }

  #column(name: string): CompatibleColumn {
    const column = this.#columns.get(name) ?? new CompatibleColumn();
    this.#columns.set(name, column);
    return column;
  }
}

/** Of a name that occurs twice only the first is the column. */
function firstOfEach(names: readonly string[]): readonly (string | null)[] {
  const seen = new Set<string>();
  return names.map((name) => {
    if (seen.has(name)) return null;
    seen.add(name);
    return name;
  });
}
