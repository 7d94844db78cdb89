import type { Dialect } from "../src/format/dialect.ts";
import type { OpenFile } from "../src/format/file-format.ts";
import type { Stream } from "../src/record/stream.ts";
import type { FieldKind } from "../src/schema/column-type.ts";
import { columnTypeOf, type JsonSchema, propertyOf } from "../src/schema/json-schema.ts";
import type { Recipe } from "../src/object/recipe.ts";
import { bareStream } from "../test/support/bare-stream.ts";
import type { Column } from "./rows.ts";

/** The catalog of a generated file, as --discover would print it. */
export function catalogOf(columns: readonly { readonly name: string; readonly type: FieldKind }[]): {
  readonly streams: readonly object[];
} {
  const properties: Record<string, JsonSchema> = {};
  for (const { name, type } of columns) properties[name] = propertyOf(type);
  properties["_sdc_source_bucket"] = properties["_sdc_source_file"] = propertyOf("string");
  properties["_sdc_source_lineno"] = propertyOf("integer");
  const metadata = [{ breadcrumb: [], metadata: { selected: true } }];
  return { streams: [{ tap_stream_id: "bench", stream: "bench", schema: { type: "object", properties }, metadata }] };
}

/** How the tap reads a generated file with that catalog; for programs that use its pipeline without its store. */
export function recipeOf(file: string, columns: readonly Column[]): Omit<Recipe, "windows"> {
  return {
    stream: streamOf(columns),
    source: { bucket: "bench", file, timeExtracted: null },
    onLayout,
  };
}

/** Of the generated files; and the giant field fits. */
export const dialect: Dialect = {
  delimiter: ",",
  quote: '"',
  escape: '"',
  comment: "",
  skipLines: 0,
  maxRecordSize: 2 ** 30,
};

/** A generated file. */
export function openFile(bytes: AsyncIterable<Uint8Array>): OpenFile {
  const settings = {
    dialect,
    encoding: "utf-8",
    encodingErrors: "fail",
    header: true,
    schemaInference: "headers",
  } as const;
  return {
    bytes,
    ranges: null,
    settings,
    onBroken: "fail",
    maxExpansion: 200,
    isWanted: () => true,
    typeOf: () => null,
  };
}

function onLayout(): void {}

function streamOf(columns: readonly Column[]): Stream {
  const types = columns.map(({ name, type }) => [name, columnTypeOf(propertyOf(type))] as const);
  const added = new Set(["_sdc_source_bucket", "_sdc_source_file", "_sdc_source_lineno"] as const);
  return bareStream(Object.fromEntries(types), { name: "bench", added });
}
