import { type Agent, type ClientRequest, type IncomingMessage, request as open, type RequestOptions } from "node:http";
import type { HttpHandlerOptions, HttpRequest, HttpResponse } from "@smithy/types";
import { BadAnswer } from "../failure.ts";
import { https } from "./https.ts";
import { queryText } from "./query-text.ts";

/** Sends a request of the SDK or of the tap, and gives the head of its answer. */
export type Handle = (request: HttpRequest, options?: HttpHandlerOptions) => Promise<{ response: HttpResponse }>;

/** How a request is sent. */
export interface Sending {
  readonly httpAgent: Agent;
  /** Made when it is asked for. */
  readonly httpsAgent: Agent;
  /** Milliseconds until a connection must be there. */
  readonly connectTimeoutMs: number;
  /** Milliseconds until the head of an answer must be there. */
  readonly requestTimeoutMs: number;
}

/** Sends a request, and gives the head of the answer with the body behind it. The signal aborts either. */
export async function sendRequest(
  request: HttpRequest,
  sending: Sending,
  signal: AbortSignal | undefined,
): Promise<{ response: HttpResponse }> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const isSecure = request.protocol === "https:";
    const { connectTimeoutMs, requestTimeoutMs } = sending;
    const options = optionsOf(request, isSecure ? sending.httpsAgent : sending.httpAgent);
    const sent: ClientRequest = isSecure ? https().request(options) : open(options);
    const end = (error: unknown): void => {
      clearTimeout(connecting);
      clearTimeout(answering);
      // Node tells nobody while there is no socket, as behind a proxy that has not answered in full.
      reject(error);
    };
    const fail = (code: string, message: string): void => {
      const error = Object.assign(new Error(message), { code, name: "TimeoutError" });
      sent.destroy(error);
      end(error);
    };
    const connecting = setTimeout(
      () => fail("ConnectTimeout", `no connection within ${connectTimeoutMs} ms`),
      connectTimeoutMs,
    );
    const answering = setTimeout(() => fail("ETIMEDOUT", `no answer within ${requestTimeoutMs} ms`), requestTimeoutMs);
    const abort = (): void => {
      sent.destroy();
      end(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    sent.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    sent.on("response", (message) => {
      clearTimeout(answering);
      resolve({ response: responseOf(message) });
    });
    // Without a listener, Node would close the connection and say nothing.
    sent.on("upgrade", ({ statusCode }, socket) => {
      socket.destroy();
      end(new BadAnswer(`the answer leads to another protocol (${statusCode}), which nobody asked for`));
    });
    sent.on("error", (error) => end(sent.reusedSocket && isNoHttp(error) ? spoiled(error) : error));
    sent.on("close", () => signal?.removeEventListener("abort", abort));
    sent.end(isContent(request.body) ? request.body : undefined);
  });
}

/** A connection that has brought an answer before speaks HTTP: what came behind that answer has spoiled it. */
function spoiled(cause: Error): Error {
  const message = "bytes that are no answer came over a connection that was kept open";
  return Object.assign(new Error(message, { cause }), { code: "ECONNRESET" });
}

function isNoHttp(error: Error): boolean {
  return "code" in error && String(error.code).startsWith("HPE_");
}

function optionsOf(request: HttpRequest, agent: Agent): RequestOptions {
  const { method, headers, hostname, port, path, query = {} } = request;
  const text = queryText(query);
  return {
    agent,
    method,
    headers,
    // Node wants the address of IPv6 without its brackets.
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    ...(port !== undefined && { port }),
    path: text === "" ? path : `${path}?${text}`,
  };
}

function responseOf(message: IncomingMessage): HttpResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) headers[name] = String(value);
  return { statusCode: message.statusCode ?? 0, headers, body: message };
}

function isContent(body: unknown): body is string | Uint8Array {
  return typeof body === "string" || body instanceof Uint8Array;
}
