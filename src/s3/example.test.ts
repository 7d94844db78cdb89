import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { page } from "../../test/support/listing-answers.ts";
import { oddKeys } from "../../test/support/odd-keys.ts";
import { connectionTo } from "../../test/support/s3-connection.ts";
import { type Client, openClient } from "./client.ts";
import type { Connection } from "./connection.ts";
import { failureOf } from "./failure.ts";
import type { GetInput } from "./get-object.ts";
import { retryPolicyOf } from "./retry.ts";

type Request = readonly [url: string | undefined, headers: IncomingHttpHeaders];

let server: Server;
let url: string;
let requests: Request[] = [];
let answer: { readonly status: number; readonly headers: Record<string, string>; readonly body: string };
beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    requests.push([url, headers]);
    response.writeHead(answer.status, { "content-length": answer.body.length, ...answer.headers }).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  url = `http://127.0.0.1:${isAddress(address) ? address.port : 0}`;
});
afterEach(() => {
  requests = [];
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const object = { status: 200, headers: { etag: '"a"', "x-amz-request-id": "1" }, body: "id\n1\n" };
const listing = {
  status: 200,
  headers: {},
  body: page(
    "<Contents><Key>a%2B.csv</Key><LastModified>2024-02-29T00:00:00.000Z</LastModified><ETag>&quot;a&quot;</ETag><Size>1</Size></Contents>",
    "<Name>bucket</Name><NextContinuationToken>a/b+c==</NextContinuationToken><KeyCount>1</KeyCount><IsTruncated>true</IsTruncated><EncodingType>url</EncodingType>",
  ),
};

/** What is the same in every request of a connection. */
const kinds: readonly (readonly [string, Partial<Connection>, Partial<GetInput>])[] = [
  ["as usual", {}, {}],
  [
    "with a key of its own, an owner and a payer",
    {},
    {
      SSECustomerAlgorithm: "AES256",
      SSECustomerKey: Buffer.alloc(32, "k").toString("base64"),
      ExpectedBucketOwner: "111122223333",
      RequestPayer: "requester",
    },
  ],
  ["without credentials", { credentials: { from: "anonymous" } }, {}],
  ["of another region", { region: "eu-central-1" }, {}],
];

type Question = (client: Client) => Promise<unknown>;

/** One question after the other, put to a client that has been answered before, and to a new one, which asks by the SDK. */
async function compare(changes: Partial<Connection>, questions: readonly Question[]): Promise<void> {
  const connection = connectionTo(url, changes);
  const used = await openClient(connection, retryPolicyOf(0));
  const meant = answer;
  for (answer of [object, listing]) await questions[0]?.(used).catch(() => {});
  answer = meant;
  for (const question of questions) {
    requests = [];
    const like = await outcomeOf(question(used));
    const asLike = requests.map(comparable);
    requests = [];
    const own = await outcomeOf(question(await openClient(connection, retryPolicyOf(0))));
    expect(like).toEqual(own);
    expect(asLike).toEqual(requests.map(comparable));
    expect(requests).not.toEqual([]);
  }
}

async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    const { output, headers } = Object(await promise);
    const { body, $metadata: _, ...rest } = Object(output);
    return { ...rest, headers: { ...headers, date: "" }, hasBody: body instanceof Readable };
  } catch (error) {
    return { ...failureOf(error), requestId: null };
  }
}

/** Without what is of one request: the time, the signature, and what the SDK counts of its retries. */
function comparable([url, { authorization, ...headers }]: Request): unknown {
  for (const name of ["x-amz-date", "amz-sdk-invocation-id", "amz-sdk-request"]) delete headers[name];
  return [url, headers, authorization?.replace(/amz-sdk-invocation-id;amz-sdk-request;|Signature=.*/g, "")];
}

test.each(kinds)("GetObject %s asks as the SDK does, whatever the key is", async (_, changes, common) => {
  answer = object;
  const keys = [...oddKeys, "a(1)!*'.csv", "~-_.csv", "a".repeat(1000)];
  const differences = [{}, { Range: "bytes=1-2", IfMatch: '"a"' }];
  const questions = keys.flatMap((Key) =>
    differences.map((different): Question => {
      const input = { Bucket: "bucket", Key, ...common, ...different };
      return async (client) => client.get(input, { acceptGzip: false, signal: undefined });
    }),
  );
  await compare(changes, questions);
});

test.each(kinds)("ListObjectsV2 %s asks as the SDK does, and gives what it gives", async (_, changes, common) => {
  answer = listing;
  const { ExpectedBucketOwner, RequestPayer } = common;
  const places = [{}, { ContinuationToken: "a/b+c== é" }, { StartAfter: "a b&c" }];
  const questions = ["", ...oddKeys].flatMap((Prefix) =>
    places.map((place): Question => {
      const input: ListObjectsV2CommandInput = { Bucket: "bucket", Prefix, EncodingType: "url", ...place };
      return async (client) => client.list({ ...input, ...defined({ ExpectedBucketOwner, RequestPayer }) });
    }),
  );
  await compare(changes, questions);
});

const refusals: readonly (readonly [string, number, Record<string, string>, string])[] = [
  ["no such key", 404, {}, errorXml("NoSuchKey")],
  ["denied", 403, {}, errorXml("AccessDenied")],
  ["denied without a body", 403, {}, ""],
  ["another version", 412, {}, errorXml("PreconditionFailed")],
  ["too much", 503, { "retry-after": "1" }, errorXml("SlowDown")],
  ["a gateway's page", 502, {}, "<html>Bad Gateway</html>"],
  ["expired", 400, {}, errorXml("ExpiredToken")],
  [
    "elsewhere",
    301,
    { "x-amz-bucket-region": "eu-west-1", location: "https://b.s3.amazonaws.com/" },
    errorXml("PermanentRedirect"),
  ],
  ["not implemented", 501, {}, errorXml("NotImplemented")],
  ["a page in another form", 200, {}, listing.body.replace("<IsTruncated>true", "<IsTruncated>1")],
  ["a portal's page", 200, {}, "<html>Sign in</html>"],
  ["nothing", 200, {}, ""],
  ["an error as if it were good", 200, {}, errorXml("InternalError")],
  ["a page with folders", 200, {}, page("<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>")],
];

test.each(refusals)(
  "What is answered by %s is read as the SDK reads it, and not asked for again",
  async (_, status, headers, body) => {
    answer = { status, headers, body };
    await compare({}, [async (client) => client.list({ Bucket: "bucket", Prefix: "a" })]);
    await compare({}, [
      async (client) => client.get({ Bucket: "bucket", Key: "a.csv" }, { acceptGzip: false, signal: undefined }),
    ]);
  },
);

function errorXml(code: string): string {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>why</Message><RequestId>1</RequestId></Error>`;
}

function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}
