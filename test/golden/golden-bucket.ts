import type { Store } from "../../local-aws/store/store.ts";
import type { GoldenCase } from "./golden-case.ts";

/** A case with the folder that nobody else uses; it is also the name of its table. */
export interface PlacedCase extends GoldenCase {
  readonly id: string;
}

/** Gives each case its folder, after the clause and its place in the list. */
export function placeCases(clause: string, cases: readonly GoldenCase[]): readonly PlacedCase[] {
  return cases.map((golden, index) => ({ ...golden, id: `${clause}_${String(index + 1).padStart(2, "0")}` }));
}

export const goldenBucket = "golden";

/** Every file is a minute younger than the one before it in its case. */
const firstModified = Date.UTC(2024, 0, 1);

/** Puts the files of the cases into a bucket. */
export function fillBucket(store: Store, cases: readonly PlacedCase[]): void {
  store.createBucket(goldenBucket);
  for (const { id, files } of cases) {
    for (const [index, [key, file]] of Object.entries(files).entries()) {
      const { body, lastModified, ...traits } =
        typeof file === "string" || Buffer.isBuffer(file) ? { body: file } : file;
      store.put(goldenBucket, `${id}/${key}`, body, {
        lastModified: new Date(lastModified ?? firstModified + index * 60_000),
        ...traits,
      });
    }
  }
}

/** What the bookmark of a case must hold when all its files are done. */
export function lastModifiedOf({ files, table = {}, records = {} }: GoldenCase): string {
  const isNarrow = ["search_pattern", "search_prefix", "exclude_pattern"].some((key) => key in table);
  const times = Object.entries(files).flatMap(([key, file], index) => {
    if (isNarrow && records[key] === undefined) return [];
    const told = typeof file === "object" && "lastModified" in file ? file.lastModified : undefined;
    return [told === undefined ? firstModified + index * 60_000 : Date.parse(told)];
  });
  return new Date(Math.max(...times)).toISOString().replace(".000Z", "+00:00");
}

/** The role that the config of every golden run names. */
export const goldenRole = "arn:aws:iam::123456789012:role/reader";

/** The config as the reference tap wants it. `more` are settings of every table. */
export function goldenConfig(cases: readonly PlacedCase[], more: object = {}): Record<string, unknown> {
  const tables = cases.map(({ id, table }) => {
    const usual = { table_name: id, search_pattern: "", search_prefix: `${id}/` };
    const own: object = JSON.parse(JSON.stringify(table ?? {}).replaceAll("{id}", id));
    return { ...usual, ...own, ...more };
  });
  return {
    bucket: goldenBucket,
    start_date: "2000-01-01T00:00:00Z",
    account_id: "1234-5678-9012",
    role_name: "reader",
    external_id: "an-external-id",
    tables: JSON.stringify(tables),
  };
}

/** What the state holds before a sync of these cases. */
export function bookmarksOf(cases: readonly PlacedCase[]): Record<string, object> {
  const known = cases.filter(({ bookmark }) => bookmark !== undefined);
  return Object.fromEntries(known.map(({ id, bookmark }) => [id, { modified_since: bookmark }]));
}

/** Where either tap finds the store and its keys: what every program on AWS reads. */
export function awsEnvironment({ url, credentials, region }: Store): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_DEFAULT_REGION: region,
    AWS_REGION: region,
  };
}
