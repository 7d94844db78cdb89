import {
  GetObjectCommand,
  ListObjectsV2Command,
  S3Client,
  type GetObjectCommandInput,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { startStore, type Store, type StoreOptions } from "./store.ts";

/** A store with the bucket "bucket", and clients of it. */
export interface StoreBench {
  readonly store: Store;
  /** A client that never tries twice; closed with the bench. */
  connect(overrides?: S3ClientConfig): S3Client;
  close(): Promise<void>;
}

/** Starts a store for one test. */
export async function openBench(options: StoreOptions = {}): Promise<StoreBench> {
  const store = await startStore(options);
  store.createBucket("bucket");
  const clients: S3Client[] = [];
  return {
    store,
    connect: (overrides = {}) => {
      const { url: endpoint, region, credentials } = store;
      const client = new S3Client({
        endpoint,
        region,
        credentials,
        forcePathStyle: true,
        maxAttempts: 1,
        ...overrides,
      });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await store.close();
    },
  };
}

/** The text of an object of "bucket", unless `input` says otherwise. */
export async function read(
  client: S3Client,
  Key: string,
  input: Partial<GetObjectCommandInput> = {},
): Promise<string | undefined> {
  const answer = await client.send(new GetObjectCommand({ Bucket: "bucket", Key, ...input }));
  return answer.Body?.transformToString();
}

/** The keys of "bucket", over all pages. */
export async function listAll(client: S3Client, Prefix?: string): Promise<string[]> {
  const keys: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: "bucket", Prefix, ContinuationToken }));
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return keys;
}
