import { mapInOrder } from "../discovery/map-in-order.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { type FileHead, headsOf, type Surroundings } from "../files/read-heads.ts";
import { isText } from "../format/formats.ts";
import { sampledStore } from "../inspection/sampled-store.ts";
import type { JsonObject } from "../json.ts";
import type { S3Object } from "../s3/store.ts";
import { ObjectSample } from "../table/sample-objects.ts";
import { ColumnSample } from "../inspection/column-sample.ts";
import type { Draft } from "./draft.ts";
import { findKey } from "../inspection/find-key.ts";
import { tableOf } from "./table-of.ts";

const looked = { records: 1000, bytes: 256 * 1024, every: 1 };
const looksAtOnce = 4;
const maxFiles = 20;

/** The settings of a table, and what was found that is no setting. */
export interface Settled {
  readonly settings: JsonObject;
  readonly notes: readonly string[];
}

/** Adds to the settings of a table what its records tell: markers of nothing, signs in numbers, dates, and a key. */
export async function settleTable(settings: JsonObject, draft: Draft, surroundings: Surroundings): Promise<Settled> {
  const heads = await readHeads(settings, draft, surroundings);
  const columns = new ColumnSample();
  for (const head of heads) columns.add(head);
  const nulls = columns.nullValues();
  const dates = columns.dates(nulls);
  const key = findKey(String(settings["table_name"]), heads);
  const isOfText = isText(draft.kind.format);
  return {
    settings: {
      ...settings,
      ...(isOfText && nulls.length > 0 ? { null_values: nulls } : {}),
      ...(isOfText ? columns.numberSigns() : {}),
      ...(dates.columns.length > 0 ? { date_overrides: dates.columns } : {}),
      ...(dates.format === null ? {} : { date_format: dates.format }),
      ...(key.kind === "key" ? { key_properties: [key.column] } : {}),
    },
    notes: key.kind === "refused" ? [`no key: ${JSON.stringify(key.column)} is named like one, but ${key.why}`] : [],
  };
}

async function readHeads(
  settings: JsonObject,
  { sample }: Draft,
  surroundings: Surroundings,
): Promise<readonly FileHead[]> {
  const table = tableOf(settings);
  const chosen = new ObjectSample<S3Object>(maxFiles);
  for (const object of sample) chosen.add(object);
  const objects = chosen.objects();
  const near = { ...surroundings, store: sampledStore(surroundings.store, objects, new Date(0)) };
  const heads = await mapInOrder(objects, looksAtOnce, async (object) => {
    try {
      return await headsOf(object, table, near, looked);
    } catch (error) {
      // A check says so as well.
      if (!isOfOneFile(error)) throw error;
      return [];
    }
  });
  return heads.flat();
}
