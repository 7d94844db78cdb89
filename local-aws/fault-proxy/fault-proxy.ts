import { Agent, createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { listen } from "../listen.ts";
import { deliver } from "./deliver.ts";
import type { Fault } from "./faults.ts";
import { closed } from "./interrupt.ts";
import { RuleBook, type FaultRule } from "./rules.ts";
import { identify } from "../store/operations.ts";
import { readRequest, type S3Request } from "../store/request.ts";
import type { LoggedRequest } from "../store/request-log.ts";

/** A request that went through the proxy. */
interface ProxiedRequest extends LoggedRequest {
  /** The kind of the fault that befell it. */
  readonly fault: Fault["kind"] | undefined;
}

/** A running proxy before a store. */
export interface FaultProxy {
  readonly url: string;
  /** Puts these rules in the place of all others; the first that fires decides. */
  setRules(...rules: readonly FaultRule[]): void;
  /** In order of arrival, since the start or the last `resetRequests`; live. */
  readonly requests: readonly ProxiedRequest[];
  resetRequests(): void;
  /** Closes every connection, also stalled ones. */
  close(): Promise<void>;
}

/**
 * Starts a reverse proxy that breaks answers by rule. Host and path go through as they came, so that
 * signatures still verify.
 */
export async function startFaultProxy(target: string, port = 0): Promise<FaultProxy> {
  const upstream = new URL(target);
  const agent = new Agent({ keepAlive: true });
  const rules = new RuleBook();
  const requests: ProxiedRequest[] = [];
  const server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 64 * 1024 }, (incoming, response) => {
    void serve(incoming, response).catch(() => response.destroy());
  });
  server.requestTimeout = 0;

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    const entry = newEntry(incoming, request);
    const fault = rules.choose(entry);
    entry.fault = fault?.kind;
    requests.push(entry);
    if (await replaceAnswer(response, fault, entry)) return;
    const answer = await forward(incoming, request, upstream, agent);
    response.once("close", () => answer.destroy());
    entry.status = answer.statusCode ?? 0;
    await deliver(answer, response, fault, entry.path, (bytes) => (entry.bytesSent += bytes));
  };

  const listensOn = await listen(server, port);
  return {
    url: `http://127.0.0.1:${listensOn}`,
    setRules: (...list) => rules.replace(list),
    requests,
    resetRequests: () => void requests.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}

type OpenEntry = { -readonly [Field in keyof ProxiedRequest]: ProxiedRequest[Field] };

// True when the store is not asked.
async function replaceAnswer(response: ServerResponse, fault: Fault | undefined, entry: OpenEntry): Promise<boolean> {
  const { socket } = response;
  if (fault?.kind === "answer") {
    const body = Buffer.from(fault.body ?? "");
    entry.status = fault.status;
    entry.bytesSent = body.length;
    response.writeHead(fault.status, { ...fault.headers, "content-length": body.length });
    response.end(body);
    return true;
  }
  if (fault?.kind === "delay") await sleep(fault.milliseconds);
  if (fault?.kind === "reset-before-headers") socket?.resetAndDestroy();
  if (fault?.kind === "cut-headers") socket?.end("HTTP/1.1 200 OK\r\nContent-Type: binary/octet-stream\r\nContent-Le");
  if (fault?.kind === "stall-before-headers" && socket !== null) await closed(socket);
  return (
    fault?.kind === "reset-before-headers" || fault?.kind === "cut-headers" || fault?.kind === "stall-before-headers"
  );
}

function forward(incoming: IncomingMessage, request: S3Request, target: URL, agent: Agent): Promise<IncomingMessage> {
  const { hostname, port } = target;
  const headers = Object.fromEntries([...request.headers].filter(([name]) => name !== "transfer-encoding"));
  if (request.body.length > 0) headers["content-length"] = String(request.body.length);
  return new Promise((resolve, reject) => {
    const outgoing = sendRequest({ hostname, port, agent, method: request.method, path: incoming.url, headers });
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
    outgoing.end(request.body);
  });
}

function newEntry(incoming: IncomingMessage, request: S3Request): OpenEntry {
  return {
    method: request.method,
    path: incoming.url ?? "",
    operation: identify(request)?.name ?? "Unknown",
    bucket: request.bucket,
    key: request.key,
    range: request.headers.get("range"),
    headers: request.headers,
    status: 0,
    bytesSent: 0,
    at: new Date(),
    fault: undefined,
  };
}
