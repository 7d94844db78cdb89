import { Agent } from "node:http";
import { Agent as SecureAgent } from "node:https";
import { createServer, type Server } from "node:net";
import type { HttpRequest } from "@smithy/types";
import { afterEach, expect, test } from "vitest";
import { listen } from "../../../local-aws/listen.ts";
import { sendRequest } from "./send-request.ts";

let server: Server;
const agents = [new Agent({ keepAlive: true, maxSockets: 1 }), new SecureAgent()] as const;
afterEach(() => {
  for (const agent of agents) agent.destroy();
  server.close();
});

/** Sends one request after the other to a server that writes these answers over each connection; the code of the last failure. */
async function codesOf(answers: readonly string[]): Promise<readonly unknown[]> {
  server = createServer((socket) => {
    let count = 0;
    socket.on("error", () => {});
    socket.on("data", () => void socket.write(answers[count++] ?? ""));
  });
  const port = await listen(server);
  const request: HttpRequest = {
    method: "GET",
    protocol: "http:",
    hostname: "127.0.0.1",
    port,
    path: "/",
    headers: {},
    query: {},
  };
  const sending = { httpAgent: agents[0], httpsAgent: agents[1], connectTimeoutMs: 5000, requestTimeoutMs: 5000 };
  const codes: unknown[] = [];
  for (const _ of answers) {
    try {
      const { response } = await sendRequest(request, sending, undefined);
      for await (const _chunk of response.body) void _chunk;
      codes.push(response.statusCode);
    } catch (error) {
      codes.push(Object(error).code ?? Object(error).name);
    }
  }
  return codes;
}

const answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

test("What is no HTTP over a connection that has brought an answer is a broken connection, not a wrong port", async () => {
  expect(await codesOf([answer, "xxxxxxxxx"])).toEqual([200, "ECONNRESET"]);
});

test("What is no HTTP over a fresh connection is told as that", async () => {
  expect(await codesOf(["xxxxxxxxx"])).toEqual(["HPE_INVALID_CONSTANT"]);
});

test("A change of protocol that nobody asked for is an answer that cannot be, and not silence", async () => {
  expect(await codesOf(["HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"])).toEqual([
    "BadAnswer",
  ]);
});
