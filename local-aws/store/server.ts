import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { authorize } from "./authorize.ts";
import type { Reply, Slice, StoreState } from "./call.ts";
import { identify, type Operation } from "./operations.ts";
import { readRequest, type S3Request } from "./request.ts";
import type { LoggedRequest } from "./request-log.ts";
import { S3Error } from "./s3-error.ts";
import { stsErrorReply } from "./sts.ts";
import { document, element } from "./xml.ts";

/** The HTTP server before the state; each request is appended to `log`. */
export function createStoreServer(state: StoreState, log: LoggedRequest[]): Server {
  const server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 64 * 1024 }, (incoming, response) => {
    void serve(incoming, response, state, log).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  // A body may take as long as a test wants.
  server.requestTimeout = 0;
  return server;
}

type OpenEntry = { -readonly [Field in keyof LoggedRequest]: LoggedRequest[Field] };

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  state: StoreState,
  log: LoggedRequest[],
): Promise<void> {
  const entry = newEntry(incoming, state);
  log.push(entry);
  let reply: Reply;
  let operation: Operation | null = null;
  try {
    const request = await readRequest(incoming);
    operation = identify(request);
    describe(entry, request, operation);
    if (state.behaviour.latencyMs > 0) await sleep(state.behaviour.latencyMs);
    reply = perform(request, operation, state);
  } catch (error) {
    reply = errorReply(toS3Error(error), entry, operation);
  }
  await send(response, reply, state, entry);
}

function perform(request: S3Request, operation: Operation | null, state: StoreState): Reply {
  if (operation === null) {
    throw new S3Error("NotImplemented", "A header or a sub-resource of the request is not known to this store");
  }
  return operation.run(authorize(request, operation, state));
}

async function send(response: ServerResponse, reply: Reply, state: StoreState, entry: OpenEntry): Promise<void> {
  const length = bodyLength(reply);
  response.sendDate = false;
  entry.status = reply.status;
  response.writeHead(reply.status, {
    // The store's clock is the only one a client may trust, so Date comes from it.
    date: new Date(state.now()).toUTCString(),
    server: "embedded-store",
    "x-amz-request-id": randomBytes(8).toString("hex").toUpperCase(),
    ...reply.headers,
    ...(reply.lengthUnknown === true || reply.status === 304 ? {} : { "content-length": String(length) }),
  });
  if (entry.method !== "HEAD" && typeof reply.body === "string") {
    entry.bytesSent = length;
    response.write(reply.body);
  } else if (entry.method !== "HEAD" && typeof reply.body === "object") {
    await sendSlice(response, reply.body, state, entry);
  }
  response.end();
}

// Slows the whole answer down by sleeping between pieces of a tenth of a second.
async function sendSlice(response: ServerResponse, slice: Slice, state: StoreState, entry: OpenEntry): Promise<void> {
  for (const whole of slice.content.read(slice.from, slice.to)) {
    for (let at = 0; at < whole.length;) {
      const rate = state.behaviour.bytesPerSecond;
      const piece = whole.subarray(at, rate > 0 ? at + Math.max(1, Math.ceil(rate / 10)) : whole.length);
      if (response.destroyed) return;
      const goesOn = response.write(piece);
      entry.bytesSent += piece.length;
      at += piece.length;
      if (!goesOn) await drained(response);
      if (rate > 0) await sleep((piece.length / rate) * 1000);
    }
  }
}

/** Resolves when the client has read enough, or has gone. */
export async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed) return;
  await new Promise<void>((resolve) => {
    const settle = (): void => {
      response.off("drain", settle);
      response.off("close", settle);
      resolve();
    };
    response.once("drain", settle);
    response.once("close", settle);
  });
}

function bodyLength({ body }: Reply): number {
  if (body === undefined) return 0;
  return typeof body === "string" ? Buffer.byteLength(body) : body.to - body.from;
}

function newEntry(incoming: IncomingMessage, state: StoreState): OpenEntry {
  return {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    operation: "Unknown",
    bucket: undefined,
    key: undefined,
    range: incoming.headers.range,
    headers: new Map(),
    status: 0,
    bytesSent: 0,
    at: new Date(state.now()),
  };
}

function describe(entry: OpenEntry, request: S3Request, operation: Operation | null): void {
  entry.operation = operation?.name ?? "Unknown";
  entry.bucket = request.bucket;
  entry.key = request.key;
  entry.headers = request.headers;
}

function toS3Error(error: unknown): S3Error {
  return error instanceof S3Error ? error : new S3Error("InternalError", String(error));
}

function errorReply(error: S3Error, entry: OpenEntry, operation: Operation | null): Reply {
  if (operation?.level === "sts") return stsErrorReply(error);
  const headers = { "content-type": "application/xml", ...error.headers };
  if (entry.method === "HEAD") return { status: error.status, headers };
  const extras = Object.entries(error.elements).map(([name, text]) => element(name, text));
  const inner = element("Code", error.code) + element("Message", error.message) + extras.join("");
  return { status: error.status, headers, body: document("Error", inner) };
}
