import { Agent, createServer, get, type IncomingMessage } from "node:http";
import { Agent as SecureAgent, createServer as createSecureServer, get as secureGet } from "node:https";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../../../local-aws/listen.ts";
import { makeAuthority } from "../../../local-aws/connect-proxy/authority.ts";
import { readAtOnce, readIntoSharedBuffer } from "./shared-buffer.ts";

const authority = makeAuthority();
const options = { keepAlive: true, highWaterMark: readAtOnce };
const plain = readIntoSharedBuffer(new Agent(options));
const secure = readIntoSharedBuffer(
  new SecureAgent({ ...options, ca: authority.certificate, servername: "store.test" }),
);

/** A body of a number: no two agree at any place for long. */
function bodyOf(number: number): Buffer {
  const body = Buffer.alloc(500_000 + 61_803 * number);
  for (let at = 0; at + 4 <= body.length; at += 4)
    body.writeUInt32LE(Math.imul(at + 1, 2 * number + 0x9e3779b1) >>> 0, at);
  return body;
}

describe.each([
  {
    name: "http",
    server: createServer(),
    open: (port: number, path: string) => get({ agent: plain, port, path, host: "127.0.0.1" }),
  },
  {
    name: "https",
    server: createSecureServer(authority.issue(["store.test"])),
    open: (port: number, path: string) => secureGet({ agent: secure, port, path, host: "127.0.0.1" }),
  },
])("Over $name", ({ server, open }) => {
  let port = 0;
  beforeAll(async () => {
    server.on("request", (request, response) => response.end(bodyOf(Number(request.url?.slice(1)))));
    port = await listen(server);
  });
  afterAll(() => {
    plain.destroy();
    secure.destroy();
    server.close();
  });

  const answerOf = async (number: number): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => open(port, `/${number}`).on("response", resolve).on("error", reject));

  test("bodies that arrive at the same time are each whole, also those whose bytes are looked at last", async () => {
    const numbers = Array.from({ length: 24 }, (_, index) => index);
    for (const _round of ["fresh connections", "the same again"]) {
      const pieces = await Promise.all(
        numbers.map(async (number) => {
          const gathered: Buffer[] = [];
          for await (const piece of await answerOf(number)) gathered.push(piece);
          return gathered;
        }),
      );
      // By now everything has been read into the buffer: what had not been copied would be something else.
      for (const number of numbers) expect(Buffer.concat(pieces[number] ?? []).equals(bodyOf(number))).toBe(true);
    }
  });

  test("a body that nobody reads waits at the server, while others pass", async () => {
    const waiting = await answerOf(200);
    for (let count = 0; count < 20; count++) for await (const _piece of await answerOf(1)) void _piece;
    expect(waiting.readableLength).toBeLessThan(4 * readAtOnce);
    const gathered: Buffer[] = [];
    for await (const piece of waiting) gathered.push(piece);
    expect(Buffer.concat(gathered).equals(bodyOf(200))).toBe(true);
  });
});
