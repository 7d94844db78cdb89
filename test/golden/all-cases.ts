import { calls } from "./cases/a1-flags.ts";
import { configs } from "./cases/a2-config.ts";
import { listing } from "./cases/a4-listing.ts";
import { avro } from "./cases/a5-avro.ts";
import { files } from "./cases/a5-files.ts";
import { grammar } from "./cases/a6-grammar.ts";
import { headers } from "./cases/a6-headers.ts";
import { jsonLines } from "./cases/a6-jsonl.ts";
import { dirtyJsonLines } from "./cases/a6-jsonl-dirty.ts";
import { parquet } from "./cases/a6-parquet.ts";
import { sampling } from "./cases/a7-samples.ts";
import { inference } from "./cases/a7-types.ts";
import { coercion } from "./cases/a8-coercion.ts";
import { selecting } from "./cases/a8-selection.ts";
import { oldCatalogs } from "./cases/a10-catalogs.ts";
import { type PlacedCase, placeCases } from "./golden-bucket.ts";
import type { RunCase } from "./run-case.ts";

/** Every case that is a table in a bucket, in its folder. */
export const allCases: readonly PlacedCase[] = [
  ...placeCases("a4_listing", listing),
  ...placeCases("a5_files", files),
  ...placeCases("a5_avro", avro),
  ...placeCases("a6_grammar", grammar),
  ...placeCases("a6_headers", headers),
  ...placeCases("a6_jsonl", jsonLines),
  ...placeCases("a6_dirty", dirtyJsonLines),
  ...placeCases("a6_parquet", parquet),
  ...placeCases("a7_samples", sampling),
  ...placeCases("a7_types", inference),
  ...placeCases("a8_coercion", coercion),
  ...placeCases("a8_selection", selecting),
  ...placeCases("a10_catalogs", oldCatalogs),
];

/** Every case that is a run of its own. */
export const runCases: readonly RunCase[] = [...calls, ...configs];
