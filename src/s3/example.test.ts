import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { Readable } from "node:stream";
import type { ListMultipartUploadsCommandInput, ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listen } from "../../local-aws/listen.ts";
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
  url = `http://127.0.0.1:${await listen(server)}`;
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

const sseCustomerKey = Buffer.alloc(32, "k").toString("base64");

/** What is the same in every request of a connection. */
const kinds: readonly (readonly [string, Partial<Connection>, Partial<GetInput>])[] = [
  ["as usual", {}, {}],
  [
    "with an owner and a payer",
    { bucketOwnerId: "111122223333", requesterPays: true },
    { ExpectedBucketOwner: "111122223333", RequestPayer: "requester" },
  ],
  ["with a key of its own", { sseCustomerKey }, { SSECustomerAlgorithm: "AES256", SSECustomerKey: sseCustomerKey }],
  ["without credentials", { credentials: { from: "anonymous" } }, {}],
  ["of another region", { region: "eu-central-1" }, {}],
];

type Question = (client: Client) => Promise<unknown>;

/**
 * One question after the other, put to a new client that asks by the SDK, to one that has been answered before, and to one
 * that is plain, whose first requests are the tap's own.
 */
async function compare(changes: Partial<Connection>, questions: readonly Question[]): Promise<void> {
  const connection = connectionTo(url, { ...changes, isPlain: false });
  const used = await openClient(connection, retryPolicyOf(0));
  const plain = await openClient({ ...connection, isPlain: true }, retryPolicyOf(0));
  const meant = answer;
  for (answer of [object, listing]) await questions[0]?.(used).catch(() => {});
  answer = meant;
  for (const question of questions) {
    const bySdk = await asked(question, await openClient(connection, retryPolicyOf(0)));
    expect(bySdk.requests).not.toEqual([]);
    for (const client of [used, plain]) expect(await asked(question, client)).toEqual(bySdk);
  }
}

async function asked(
  question: Question,
  client: Client,
): Promise<{ readonly requests: readonly unknown[]; readonly outcome: unknown }> {
  requests = [];
  const outcome = await outcomeOf(question(client));
  return { outcome, requests: requests.map(comparable) };
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

/** Without what is of one request: the time, the signature, and what the SDK counts of its retries; and without who asks. */
function comparable([url, { authorization, ...headers }]: Request): unknown {
  for (const name of ["x-amz-date", "amz-sdk-invocation-id", "amz-sdk-request", "user-agent", "x-amz-user-agent"])
    delete headers[name];
  return [
    url,
    headers,
    authorization?.replace(/amz-sdk-invocation-id;amz-sdk-request;|;x-amz-user-agent|Signature=.*/g, ""),
  ];
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

test.each(kinds)(
  "ListMultipartUploads %s asks as the SDK does, and gives what it gives",
  async (_, changes, common) => {
    const { ExpectedBucketOwner, RequestPayer } = common;
    const places = [{}, { KeyMarker: "a/b+c== é", UploadIdMarker: "1" }];
    const questions = ["", "a b/"].flatMap((Prefix) =>
      places.map((place): Question => {
        const input: ListMultipartUploadsCommandInput = { Bucket: "bucket", Prefix, EncodingType: "url", ...place };
        return async (client) => {
          const { output, headers } = await client.uploads({
            ...input,
            ...defined({ ExpectedBucketOwner, RequestPayer }),
          });
          // What else an answer without uploads says is read by nobody.
          return { output: { Uploads: output.Uploads, IsTruncated: output.IsTruncated }, headers };
        };
      }),
    );
    for (const fields of uploadAnswers) {
      answer = {
        status: 200,
        headers: {},
        body: `<?xml version="1.0"?><ListMultipartUploadsResult>${fields}</ListMultipartUploadsResult>`,
      };
      await compare(changes, questions);
    }
  },
);

const uploadAnswers = [
  "<Bucket>bucket</Bucket><Prefix/><IsTruncated>false</IsTruncated>",
  "<Bucket>bucket</Bucket>",
  "<IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker>",
  "<IsTruncated>false</IsTruncated><Upload><Key>a</Key><UploadId>1</UploadId><Initiated>2024-02-29T00:00:00.000Z</Initiated></Upload>",
];

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
    await compare({}, [async (client) => client.list({ Bucket: "bucket", Prefix: "a", EncodingType: "url" })]);
    await compare({}, [async (client) => client.uploads({ Bucket: "bucket", Prefix: "a", EncodingType: "url" })]);
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
