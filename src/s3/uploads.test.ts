import { afterEach, expect, test } from "vitest";
import { sendError, startObjectServer } from "../../local-aws/object-server/object-server.ts";
import { connectionTo, hurried } from "../../test/support/s3-connection.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { openStore } from "./open-store.ts";

let close: () => Promise<void> = async () => {};
afterEach(async () => close());

const day = 86_400_000;
const now = new Date("2026-11-22T12:00:00Z");

async function start(options: Parameters<typeof startStore>[0] = {}): Promise<Store> {
  const store = await startStore({ clock: () => now, checksClock: false, ...options });
  close = async () => store.close();
  store.createBucket("bucket");
  return store;
}

async function oldest(url: string, prefix = "in/") {
  return (await openStore(connectionTo(url), hurried())).oldestUpload(prefix, 7 * day);
}

test("Without uploads there is none", async () => {
  expect(await oldest((await start()).url)).toEqual({ kind: "none" });
});

test("The oldest upload under the prefix counts, unless it was abandoned", async () => {
  const store = await start({ maxKeys: 3 });
  const times = ["2026-11-22T11:00:00Z", "2026-11-21T10:00:00Z", "2026-11-22T09:00:00Z", "2026-11-10T09:00:00Z"];
  for (const [index, time] of times.entries()) {
    store.startUpload("bucket", `in/same +key.csv`, { initiated: new Date(time) });
    store.startUpload("bucket", `in/${index} +.csv`, { initiated: new Date("2026-11-22T11:30:00Z") });
  }
  store.startUpload("bucket", "out/a.csv", { initiated: new Date("2026-11-20T00:00:00Z") });
  expect(await oldest(store.url)).toMatchObject({ kind: "oldest", began: new Date("2026-11-21T10:00:00Z") });
});

test("An answer that does not say in S3's words whether there are more uploads is none", async () => {
  const xml =
    '<?xml version="1.0"?><ListMultipartUploadsResult><IsTruncated>1</IsTruncated></ListMultipartUploadsResult>';
  const server = await startObjectServer(Buffer.alloc(0), [], ({ response }) => void response.end(xml));
  close = async () => server.close();
  await expect(oldest(server.url)).rejects.toThrow(/the listing does not say whether it is complete/);
});

test("An upload that is completed no longer counts", async () => {
  const store = await start();
  const upload = store.startUpload("bucket", "in/a.csv", { initiated: new Date("2026-11-22T11:00:00Z") });
  expect(await oldest(store.url)).toMatchObject({ kind: "oldest" });
  upload.complete(Buffer.from("a\n"));
  expect(await oldest(store.url)).toEqual({ kind: "none" });
});

test.each([
  ["refused", 403, "AccessDenied", /s3:ListBucketMultipartUploads/, /^Allow s3:ListBucketMultipartUploads/],
  [
    "not known to the store",
    501,
    "NotImplemented",
    /cannot list multipart uploads/,
    /^Set "detect_multipart" to false/,
  ],
  ["not allowed", 405, "MethodNotAllowed", /cannot list multipart uploads/, /^Set "detect_multipart" to false/],
  ["answered as if it were for one upload", 404, "NoSuchUpload", /cannot list multipart uploads/, /^Set "detect/],
])(
  "Where the question is %s the answer is unknown, with the reason and what can be done",
  async (_, status, code, why, remedy) => {
    const server = await startObjectServer(Buffer.alloc(0), [], sendError(status, code));
    close = async () => server.close();
    expect(await oldest(server.url)).toEqual({
      kind: "unknown",
      why: expect.stringMatching(why),
      remedy: expect.stringMatching(remedy),
    });
  },
);

test.each([[""], ["<html>Please log in</html>"]])("The answer %j is an error, not an empty list", async (text) => {
  const server = await startObjectServer(Buffer.alloc(0), [], ({ response }) => response.end(text));
  close = async () => server.close();
  await expect(oldest(server.url)).rejects.toMatchObject({ kind: "unreachable" });
});

test("A list that does not say whether it goes on has come to its end", async () => {
  const upload =
    "<Upload><Key>in/a.csv</Key><UploadId>1</UploadId><Initiated>2026-11-22T11:00:00Z</Initiated></Upload>";
  const text = `<ListMultipartUploadsResult><Bucket>bucket</Bucket>${upload}</ListMultipartUploadsResult>`;
  const server = await startObjectServer(Buffer.alloc(0), [], ({ response }) => {
    response.setHeader("date", now.toUTCString());
    response.end(text);
  });
  close = async () => server.close();
  expect(await oldest(server.url)).toMatchObject({ kind: "oldest", key: "in/a.csv" });
});

test("Other refusals are errors", async () => {
  const server = await startObjectServer(Buffer.alloc(0), [], sendError(403, "InvalidAccessKeyId"));
  close = async () => server.close();
  await expect(oldest(server.url)).rejects.toMatchObject({ kind: "denied" });
});
