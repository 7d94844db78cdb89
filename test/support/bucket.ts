import { afterAll, beforeAll, beforeEach } from "vitest";
import { startStore, type Store } from "../../local-aws/store/store.ts";

/** The one bucket of most tests. */
export const bucketName = "lake";

/** A store for all tests of a file, with an empty bucket before each. */
export function useStore(options: Parameters<typeof startStore>[0] = {}): () => Store {
  let store: Store;
  beforeAll(async () => {
    store = await startStore(options);
  });
  beforeEach(() => {
    store.createBucket(bucketName);
    store.resetRequests();
  });
  afterAll(async () => store.close());
  return () => store;
}

/** A config that reaches the store; one table named "t" over all .csv files, unless told otherwise. */
export function configFor(store: Store, settings: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    bucket: bucketName,
    aws_endpoint_url: store.url,
    aws_access_key_id: store.credentials.accessKeyId,
    aws_secret_access_key: store.credentials.secretAccessKey,
    time_extracted: false,
    tables: [{ table_name: "t", search_pattern: "\\.csv$" }],
    ...settings,
  };
}

/** The settings of the one table "t", for configFor. */
export function table(settings: Readonly<Record<string, unknown>> = {}): { readonly tables: readonly object[] } {
  return { tables: [{ table_name: "t", search_pattern: "\\.csv$", ...settings }] };
}

/** A catalog for one table: these columns as text, and where each record comes from. No discovery is needed then. */
export function catalogFor(
  columns: readonly string[],
  keys: readonly string[] = [],
  name = "t",
): { readonly streams: readonly object[] } {
  const text = { type: ["null", "string"] };
  const properties = {
    ...Object.fromEntries(columns.map((column) => [column, text])),
    _sdc_source_file: text,
    _sdc_source_lineno: { type: ["null", "integer"] },
  };
  const schema = { type: "object", properties };
  const metadata = [{ breadcrumb: [], metadata: { selected: true } }];
  return { streams: [{ tap_stream_id: name, stream: name, schema, key_properties: keys, metadata }] };
}
