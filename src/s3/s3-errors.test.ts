import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import {
  sendError,
  startObjectServer,
  type Fault,
  type ObjectServer,
} from "../../local-aws/object-server/object-server.ts";
import { connectionTo, drain, hurried, listed } from "../../test/support/s3-connection.ts";
import { startStore, type PutOptions, type Store } from "../../local-aws/store/store.ts";
import type { Statement } from "../../local-aws/store/policy.ts";
import type { Connection } from "./connection.ts";
import { openStore } from "./open-store.ts";
import type { S3Object } from "./store.ts";

let server: Store | ObjectServer;
afterEach(async () => server.close());

const keys = {
  name: "tap",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

async function start(
  options: Parameters<typeof startStore>[0] = {},
  bucket = {},
  put: PutOptions = {},
): Promise<Store> {
  const store = await startStore(options);
  server = store;
  store.createBucket("bucket", bucket);
  store.put("bucket", "in/a.csv", gzipSync("a\n1\n"), put);
  return store;
}

async function list(connection: Connection): Promise<readonly S3Object[]> {
  const store = await openStore(connection, hurried());
  const objects: S3Object[] = [];
  for await (const page of store.list("in/")) {
    objects.push(...page.objects);
  }
  return objects;
}

async function readFirst(connection: Connection): Promise<Buffer> {
  const store = await openStore(connection, hurried());
  const [object] = await list(connection);
  const { bytes, error } = await drain(store.read(object ?? listed("in/a.csv", 1, "")));
  if (error !== null) {
    throw error;
  }
  return bytes;
}

function only(...statements: Statement[]) {
  return { users: [{ ...keys, policy: { Statement: statements } }] };
}

const mayList: Statement = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket" };

test("A listing that is denied names the permission and the bucket", async () => {
  const { url } = await start(only());
  await expect(list(connectionTo(url))).rejects.toMatchObject({
    kind: "denied",
    message: expect.stringContaining("s3:ListBucket on arn:aws:s3:::bucket"),
  });
});

test("A read that is denied after a good listing names the permission and the key", async () => {
  const { url } = await start(only(mayList));
  await expect(readFirst(connectionTo(url))).rejects.toMatchObject({
    kind: "denied",
    message: expect.stringContaining("s3:GetObject on arn:aws:s3:::bucket/in/a.csv"),
  });
});

test("What was deleted is gone, also where the store may only say that it is denied", async () => {
  const store = await start(
    only(
      { ...mayList, Condition: { StringLike: { "s3:prefix": "in/*" } } },
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/in/*" },
    ),
  );
  const connection = connectionTo(store.url);
  const [object] = await list(connection);
  store.remove("bucket", "in/a.csv");
  const { error } = await drain((await openStore(connection, hurried())).read(object ?? listed("", 1, "")));
  expect(error).toMatchObject({ kind: "gone", message: expect.stringContaining("in/a.csv") });
});

test("What was replaced is changed", async () => {
  const store = await start();
  const connection = connectionTo(store.url);
  const [object] = await list(connection);
  store.put("bucket", "in/a.csv", Buffer.from("b\n2\n"));
  const { error } = await drain((await openStore(connection, hurried())).read(object ?? listed("", 1, "")));
  expect(error).toMatchObject({ kind: "changed" });
});

const customerKey = Buffer.alloc(32, 7).toString("base64");

test.each<[string, PutOptions, string, RegExp]>([
  ["archived", { storageClass: "GLACIER" }, "archived", /restore/],
  ["archived by intelligent tiering", { archiveStatus: "ARCHIVE_ACCESS" }, "archived", /restore/],
  ["encrypted with a key that may not be used", { kmsDenied: true }, "denied", /kms:Decrypt/],
  ["encrypted with a key of the customer", { customerKey }, "denied", /sse_customer_key/],
])("An object that is %s says so", async (_, put, kind, message) => {
  const { url } = await start({}, {}, put);
  await expect(readFirst(connectionTo(url))).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
});

test.each<[string, PutOptions]>([
  ["with another key", { customerKey: Buffer.alloc(32, 8).toString("base64") }],
  ["with none", {}],
])("An object that is encrypted %s than the configured one points to it", async (_, put) => {
  const { url } = await start({}, {}, put);
  await expect(readFirst(connectionTo(url, { sseCustomerKey: customerKey }))).rejects.toMatchObject({
    kind: "denied",
    message: expect.stringContaining("sse_customer_key"),
  });
});

test.each<[string, PutOptions, Record<string, unknown>, Partial<Connection>]>([
  ["restored from the archive", { storageClass: "GLACIER", restored: true }, {}, {}],
  ["encrypted with the customer's key", { customerKey }, {}, { sseCustomerKey: customerKey }],
  ["unpacked by the store on the fly", { contentEncoding: "gzip", transcoded: true }, {}, {}],
  ["in a bucket whose requester pays", {}, { requesterPays: true }, { requesterPays: true }],
  ["in a bucket of the expected owner", {}, { owner: "111122223333" }, { bucketOwnerId: "111122223333" }],
  ["in another region", {}, { region: "eu-central-1" }, {}],
])("An object is read when it is %s", async (_, put, bucket, changes) => {
  const { url } = await start({}, bucket, put);
  expect(gunzipSync(await readFirst(connectionTo(url, changes))).toString()).toBe("a\n1\n");
});

test("Another region is asked for once, and kept", async () => {
  const store = await start({}, { region: "eu-central-1" });
  const options = hurried();
  const opened = await openStore(connectionTo(store.url), options);
  await opened.find("in/a.csv");
  await opened.find("in/a.csv");
  expect(options.events).toEqual([{ kind: "region-followed", from: "us-east-1", to: "eu-central-1" }]);
  expect(store.requests).toHaveLength(3);
});

test.each<[string, Record<string, unknown>, Partial<Connection>, RegExp]>([
  [
    "another owner",
    { owner: "111122223333" },
    { bucketOwnerId: "999999999999" },
    /must belong to the account 999999999999/,
  ],
  ["a bucket that is missing", {}, { bucket: "missing" }, /no bucket of that name/],
  [
    "an unknown access key",
    {},
    { credentials: { from: "keys", accessKeyId: "AKIAUNKNOWN", secretAccessKey: "x" } },
    /aws_access_key_id/,
  ],
  [
    "a wrong secret",
    {},
    { credentials: { from: "keys", ...keys, secretAccessKey: "wrong-secret" } },
    /aws_secret_access_key/,
  ],
  ["anonymous requests", {}, { credentials: { from: "anonymous" } }, /anonymous/],
])("A listing with %s says what to change, and is not tried again", async (_, bucket, changes, message) => {
  const store = await start({}, bucket);
  await expect(list(connectionTo(store.url, changes))).rejects.toMatchObject({
    kind: "denied",
    message: expect.stringMatching(message),
  });
  await expect(list(connectionTo(store.url, changes))).rejects.not.toThrow(/wrong-secret/);
  expect(store.requests).toHaveLength(2);
});

test.each([
  ["http://127.0.0.1:1", /refuses connections/],
  ["http://no-such-name.invalid:9000", /cannot be resolved/],
  ["https://127.0.0.1:PORT", /speaks no TLS at that port/],
])("The endpoint %s is given up soon", async (endpoint, message) => {
  const store = await start();
  const options = hurried();
  const url = endpoint.replace("PORT", new URL(store.url).port);
  const opened = await openStore(connectionTo(url), options);
  await expect(opened.find("a")).rejects.toMatchObject({
    kind: "unreachable",
    message: expect.stringMatching(message),
  });
  expect(options.events.length).toBeLessThan(5);
});

test.each<[string, Fault, string, RegExp]>([
  ["a refusal without words", ({ response }) => response.writeHead(403).end(), "denied", /s3:ListBucket/],
  ["a service that is no S3", ({ response }) => response.writeHead(404).end("not found"), "denied", /path_style/],
  ["a redirect that leads nowhere", sendError(301, "PermanentRedirect"), "denied", /aws_region/],
  ["an error nobody knows", sendError(400, "Strange", "so it is"), "denied", /400 Strange: so it is/],
  ["a token that is no good", sendError(400, "InvalidToken"), "denied", /aws_session_token/],
  ["a token that is used up", sendError(400, "ExpiredToken"), "denied", /expired/],
  ["a clock that never agrees", sendError(403, "RequestTimeTooSkewed"), "denied", /set the clock/],
])("A listing that meets %s ends in one sentence", async (_, fault, kind, message) => {
  const odd = await startObjectServer(Buffer.alloc(0), [], fault);
  server = odd;
  await expect(list(connectionTo(odd.url))).rejects.toMatchObject({ kind, message: expect.stringMatching(message) });
});

test("A listing that is answered NoSuchKey is no deleted object", async () => {
  server = await startObjectServer(Buffer.alloc(0), [], sendError(404, "NoSuchKey"));
  await expect(list(connectionTo(server.url))).rejects.toThrow(
    /Cannot list "in\/" .*nothing is there \(404 NoSuchKey from .*; check bucket, path_style and aws_endpoint_url/,
  );
});

test.each([301, 302, 307, 308])("A redirection by %i is not followed, and the host is told", async (status) => {
  let followed = 0;
  const other = await startObjectServer(Buffer.alloc(0), [], ({ response }) => {
    followed += 1;
    response.end();
  });
  server = await startObjectServer(Buffer.alloc(0), [], ({ response }) => {
    response.writeHead(status, { location: `${other.url}/bucket?list-type=2` }).end();
  });
  const url = new URL(other.url);
  await expect(list(connectionTo(server.url))).rejects.toThrow(
    new RegExp(`it is redirected to "${url.host}" .*set aws_endpoint_url to it if the bucket is there`),
  );
  expect(followed).toBe(0);
  await other.close();
});
