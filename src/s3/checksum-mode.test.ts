import { afterEach, expect, test, vi } from "vitest";
import {
  type Fault,
  type ObjectServer,
  send,
  sendError,
  startObjectServer,
} from "../../local-aws/object-server/object-server.ts";
import { connectionTo, drain, hurried, listed } from "../../test/support/s3-connection.ts";
import { openStore } from "./open-store.ts";

let server: ObjectServer;
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

const content = Buffer.from("id\n1\n");

/** Reads twice, and tells which requests asked for a checksum, and what was said of it. */
async function readTwice(refuse: Fault) {
  const asked: boolean[] = [];
  server = await startObjectServer(content, [], (answer) => {
    const asks = answer.request.headers["x-amz-checksum-mode"] === "ENABLED";
    asked.push(asks);
    (asks ? refuse : send)(answer);
  });
  const options = hurried();
  const store = await openStore(
    connectionTo(server.url, { maxRetries: 0, isPlain: process.env["AWS_RESPONSE_CHECKSUM_VALIDATION"] === undefined }),
    options,
  );
  const object = listed("a.csv", content.length, server.etag);
  const bodies = [await drain(store.read(object)), await drain(store.read(object))];
  return { asked, bodies, events: options.events };
}

test.each([
  ["501", sendError(501, "NotImplemented", "A header you provided implies functionality that is not implemented")],
  ["400", sendError(400, "InvalidArgument", "x-amz-checksum-mode is not supported")],
])(
  "A store that answers %s to the question for checksums is read without, remembered, and told of once",
  async (_, no) => {
    const { asked, bodies, events } = await readTwice(no);
    for (const { bytes, error } of bodies) expect([bytes.toString(), error]).toEqual([content.toString(), null]);
    expect(asked).toEqual([true, false, false]);
    expect(events).toMatchObject([{ kind: "checksums-refused" }]);
  },
);

test("Another 400 is what it is", async () => {
  const { asked, bodies } = await readTwice(sendError(400, "InvalidRequest", "something else"));
  expect(asked).toEqual([true, true]);
  expect(bodies[0]?.error).toMatchObject({ kind: "denied" });
});

test("AWS_RESPONSE_CHECKSUM_VALIDATION=when_required is heeded", async () => {
  vi.stubEnv("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required");
  const { asked, bodies, events } = await readTwice(sendError(501, "NotImplemented"));
  expect(asked).toEqual([false, false]);
  expect(bodies[0]?.error).toBeNull();
  expect(events).toEqual([]);
});
