import { TapError } from "../errors.ts";
import { isOfOneFile } from "../files/in-file.ts";
import { endingOf } from "../files/format-of.ts";
import { type FileHead, headsOf, sniffObject, type Surroundings } from "../files/read-heads.ts";
import type { FoundSettings } from "../format/finding.ts";
import { sampledStore } from "../inspection/sampled-store.ts";
import type { JsonObject } from "../json.ts";
import type { S3Object } from "../s3/store.ts";
import { findDialect } from "../table/find-dialect.ts";
import { decide } from "../table/table-object.ts";
import { areAlike, type FileKind } from "./draft.ts";
import { tableOf } from "./table-of.ts";

/** Enough for the columns, and for whether there is more than a header. */
const looked = { records: 20, bytes: 32 * 1024, every: 1 };

/** What a look at one object came to: its kind, or why that is not known; null where nothing in it has columns. */
export interface LookedAt {
  readonly object: S3Object;
  readonly kind: FileKind | TapError | null;
}

/** Looks at objects that are likely to be written alike, each with its own eyes where they are not. */
export async function lookAtObjects(
  objects: readonly S3Object[],
  surroundings: Surroundings,
): Promise<readonly LookedAt[]> {
  const near = { ...surroundings, store: sampledStore(surroundings.store, objects, new Date(0)) };
  const looks = await lookAs({}, objects, near);
  return looks.some(({ kind }) => kind !== null) || objects.some(({ key }) => endingOf(key) === "zip")
    ? looks
    : // No name told a format.
      lookAs({ format: "csv" }, objects, near);
}

async function lookAs(
  given: FoundSettings,
  objects: readonly S3Object[],
  near: Surroundings,
): Promise<readonly LookedAt[]> {
  const settings = await settingsOf(given, objects, near);
  const looks: LookedAt[] = [];
  for (const object of objects) looks.push({ object, kind: await kindOf(object, settings, near) });
  const [first] = kindsOf(looks);
  if (first === undefined || kindsOf(looks).every((kind) => areAlike(kind, first))) return looks;
  const own: LookedAt[] = [];
  for (const object of objects)
    own.push({ object, kind: await kindOf(object, await settingsOf(given, [object], near), near) });
  return own;
}

/** The kinds that are known. */
export function kindsOf(looks: readonly LookedAt[]): readonly FileKind[] {
  return looks.flatMap(({ kind }) => (kind === null || kind instanceof TapError ? [] : [kind]));
}

/** A table that reads every key. */
function anyTable(settings: FoundSettings & { readonly dialect?: "auto" }): JsonObject {
  return { table_name: "any", search_pattern: "", ...settings };
}

async function settingsOf(
  given: FoundSettings,
  objects: readonly S3Object[],
  surroundings: Surroundings,
): Promise<FoundSettings> {
  const newest = objects.at(-1);
  if (newest === undefined) return given;
  const table = tableOf(anyTable({ ...given, dialect: "auto" }));
  try {
    const found = await sniffObject(newest, table, surroundings);
    if (found.some(({ code }) => code === "format")) return { format: "jsonl" };
  } catch (error) {
    if (!isOfOneFile(error)) throw error;
  }
  const dialect = await findDialect(
    objects.map((object) => decide(object, table)),
    table,
    surroundings,
  );
  return { ...given, ...dialect?.dialect };
}

async function kindOf(
  object: S3Object,
  settings: FoundSettings,
  surroundings: Surroundings,
): Promise<LookedAt["kind"]> {
  try {
    const [head] = await headsOf(object, tableOf(anyTable(settings)), surroundings, looked);
    if (head === undefined || head.names.length === 0) return null;
    const { format, names, isComplete } = head;
    if (settings.format !== undefined && !isTabular(head)) return null;
    return { format, settings, names, isComplete, hasRows: head.records.length > 0 };
  } catch (error) {
    if (!isOfOneFile(error)) throw error;
    return error;
  }
}

/** Whether what was read under a name with an unrecognised extension is likely to be of it: several records, all as wide as the names. */
function isTabular({ format, names, records }: FileHead): boolean {
  if (records.length < 2) return false;
  return format !== "csv" || (names.length > 1 && records.every((record) => record.length === names.length));
}
