import { S3Client } from "@aws-sdk/client-s3";
import { HttpRequest as SdkRequest } from "@smithy/core/protocols";
import type { HttpRequest, RequestSigner } from "@smithy/types";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../../test/support/runs.ts";
import { connectionTo } from "../../test/support/s3-connection.ts";
import { openSdk } from "./by-sdk.ts";
import type { Connection } from "./connection.ts";
import type { Handler } from "./network/handler.ts";
import { property } from "./property.ts";
import { ownRequests } from "./own-requests.ts";
import { ownSignature } from "./own-signature.ts";
import { encodeUri } from "./url-encoding.ts";

const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

test("The signature is that of the SDK on thousands of generated requests, keys and moments", async () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.string({ unit: "binary-ascii", maxLength: 20 }),
  );
  const header = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
  const request = fc.record({
    key: fc.string({ unit: "grapheme", maxLength: 60 }),
    // A name that an object of JavaScript keeps as one of its own the SDK loses.
    query: fc.dictionary(
      text.filter((name) => name !== "__proto__"),
      text,
      { maxKeys: 4 },
    ),
    etag: header,
    range: header,
    region: fc.constantFrom("us-east-1", "eu-central-1", "auto"),
    credentials: fc.constantFrom(keys, { ...keys, sessionToken: "a/b+c==" }, { ...keys, secretAccessKey: "s" }),
    now: fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
  });
  const signers = new Map<string, ReturnType<typeof ownSignature>>();
  await fc.assert(
    fc.asyncProperty(request, async ({ key, query, etag, range, region, credentials, now }) => {
      const unsigned = {
        method: "GET",
        protocol: "https:",
        hostname: "bucket.example.com",
        path: `/${encodeUri(key).replaceAll("%2F", "/")}`,
        query,
        headers: { host: "bucket.example.com", "if-match": `"${etag}"`, range, "user-agent": "tap" },
      };
      const own = signers.get(region) ?? ownSignature(region);
      signers.set(region, own);
      const { headers } = own(unsigned, credentials, now);
      const signed = await (
        await signerOfSdk(region, credentials)
      ).sign(new SdkRequest(unsigned), {
        signingDate: now,
        signingRegion: region,
        signingService: "s3",
      });
      expect(headers).toEqual(property(signed, "headers"));
    }),
    { numRuns: runs(10_000) },
  );
}, 120_000);

const signersOfSdk = new Map<string, Promise<RequestSigner>>();

/** Made once, because that takes longer than to sign. */
async function signerOfSdk(region: string, credentials: typeof keys): Promise<RequestSigner> {
  const name = JSON.stringify([region, credentials]);
  const signer =
    signersOfSdk.get(name) ??
    new S3Client({ region, credentials }).config.signer({
      name: "sigv4",
      signingName: "s3",
      signingRegion: region,
      properties: {},
    });
  signersOfSdk.set(name, signer);
  return signer;
}

/** Without an endpoint: at AWS. */
type Changes = Omit<Partial<Connection>, "endpoint"> & { readonly endpoint?: string | null };

const plain: readonly Changes[] = [
  {},
  { bucketOwnerId: "111122223333", requesterPays: true, listsRestores: true },
  { bucket: "with.dots-and.more" },
  { endpoint: "http://127.0.0.1" },
  { endpoint: "https://minio.example.com:443", region: "auto" },
  { endpoint: "https://minio.example.com:9000", region: "garage" },
  { endpoint: "http://[::1]:9000" },
  ...[
    "us-east-1",
    "us-west-2",
    "eu-central-1",
    "ap-southeast-5",
    "me-central-1",
    "af-south-1",
    "il-central-1",
    "mx-central-1",
  ].map((region) => ({ endpoint: null, pathStyle: false, region })),
];

test.each(plain)("The requests of a plain connection are those of the SDK: %j", async (changes) => {
  const connection = changed(changes);
  const { region = "" } = connection;
  const own = ownRequests(connection, region, async () => keys);
  const { bucket: Bucket, bucketOwnerId: ExpectedBucketOwner, requesterPays, listsRestores } = connection;
  const common = {
    Bucket,
    ...(ExpectedBucketOwner !== undefined && { ExpectedBucketOwner }),
    ...(requesterPays && { RequestPayer: "requester" as const }),
  };
  const list = { ...common, EncodingType: "url" as const };
  const { sdk, send, requests } = await recordingSdk(connection, region);
  const attributes = listsRestores ? { OptionalObjectAttributes: ["RestoreStatus" as const] } : {};
  await send(new sdk.GetObjectCommand({ ...common, Key: "k" }), undefined).catch(() => {});
  await send(new sdk.ListObjectsV2Command({ ...list, ...attributes }), undefined).catch(() => {});
  await send(new sdk.ListMultipartUploadsCommand(list), undefined).catch(() => {});
  const examples = ["get", "list", "uploads"].map((kind) => own?.get(kind)?.request);
  expect(examples.map(comparable)).toEqual(requests.map(comparable));
});

/** A client of the SDK that sends nothing, and what it would have sent. */
async function recordingSdk(connection: Connection, region: string) {
  const requests: HttpRequest[] = [];
  const handler: Handler = {
    metadata: { handlerProtocol: "http/1.1" },
    handle: async (request) => {
      requests.push(request);
      throw new Error("not sent");
    },
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
  return { ...(await openSdk(connection, region, handler, { credentials: keys })), requests };
}

function comparable(request: Partial<HttpRequest> | undefined): unknown {
  const { protocol, hostname, port, method, path, query, headers } = { ...request };
  const others = Object.entries(headers ?? {}).filter(
    ([name]) => !/user-agent|^amz-sdk|x-amz-(date|content)|authorization/.test(name),
  );
  return {
    protocol,
    hostname,
    port,
    method,
    path: path?.replace(/k$/, ""),
    query,
    headers: Object.fromEntries(others),
  };
}

test.each<Changes>([
  { isPlain: false },
  { sseCustomerKey: "k" },
  { pathStyle: false },
  { endpoint: null },
  { endpoint: "https://s3.eu-west-1.amazonaws.com" },
  { endpoint: "https://minio.example.com/base" },
  { bucket: "Capitals" },
  { bucket: "arn:aws:s3:eu-west-1:111122223333:accesspoint/a" },
  { region: "fips-us-east-1" },
  { region: "aws-global" },
  ...["a.b", "a--use1-az4--x-s3", "alias-a-s3alias", "a--ol-s3"].map((bucket) => ({
    bucket,
    endpoint: null,
    pathStyle: false,
  })),
  ...["cn-north-1", "us-gov-west-1", "us-iso-east-1", "aws-global"].map((region) => ({
    region,
    endpoint: null,
    pathStyle: false,
  })),
])("The requests of an unusual connection are left to the SDK: %j", (changes) => {
  const connection = changed(changes);
  expect(ownRequests(connection, connection.region ?? "", async () => keys)).toBeNull();
});

function changed({ endpoint = "http://127.0.0.1:9000", ...changes }: Changes): Connection {
  const { endpoint: _, ...connection } = connectionTo("");
  return { ...connection, ...changes, ...(endpoint !== null && { endpoint }) };
}
