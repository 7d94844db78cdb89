import { S3Client } from "@aws-sdk/client-s3";

/** A server that claims to be S3. */
export interface ServerUnderTest {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** A role that may list and read, and who may assume it. */
  readonly role?: {
    readonly arn: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
}

/** What a case works with: a bucket of its own, and a client that never tries twice. */
export interface Bench {
  readonly server: ServerUnderTest;
  readonly client: S3Client;
  readonly bucket: string;
  /** Puts one object under the key. */
  readonly put: (key: string, body: string | Uint8Array) => Promise<void>;
}

/** One sentence about S3, and the check of it. */
export interface Case {
  readonly name: string;
  readonly check: (bench: Bench) => Promise<void>;
}

/** A client of the server; `overrides` replaces what a case is about. */
export function connect(server: ServerUnderTest, overrides: ConstructorParameters<typeof S3Client>[0] = {}): S3Client {
  const { endpoint, region, credentials } = server;
  return new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    requestHandler: { socketTimeout: 10_000 },
    ...overrides,
  });
}
