import { Agent as HttpAgent } from "node:http";
import type { Agent } from "node:https";
import type { HttpHandlerOptions } from "@smithy/types";
import { handleByProxy } from "./by-proxy.ts";
import { https } from "./https.ts";
import { type Proxies, type Proxy, proxyFor } from "./proxy.ts";
import { proxyUnreachable } from "./proxy-error.ts";
import { type Handle, type Sending, sendRequest } from "./send-request.ts";
import { readAtOnce, readIntoSharedBuffer } from "./shared-buffer.ts";

/** How requests find their way. */
export interface Ways {
  readonly proxies?: Proxies | undefined;
  /** PEM texts of the authorities that are believed, in place of those that Node brings. */
  readonly authorities?: readonly string[] | undefined;
  /** Milliseconds until a connection must be there. */
  readonly connectTimeoutMs: number;
  /** Milliseconds until the head of an answer must be there. */
  readonly requestTimeoutMs: number;
}

/** What requests are sent with: those of the SDK, and those of the tap's own. */
export interface Handler {
  handle: Handle;
  destroy(): void;
  readonly metadata: { readonly handlerProtocol: string };
  /** The SDK would set what is set here. */
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): object;
}

/** More than are ever open at once: a request that waits for a socket fails as if it could not connect. */
const maxSockets = 128;

/**
 * A handler for all clients of a connection: S3, STS and the SSO portal have hosts of their own, of which any may be
 * behind the proxy. An error that it throws knows which host was asked (`askedHost`).
 */
export function openHandler({ proxies = {}, authorities, connectTimeoutMs, requestTimeoutMs }: Ways): Handler {
  const shared = { keepAlive: true, maxSockets, highWaterMark: readAtOnce };
  const agentOptions = { ...shared, ...(authorities !== undefined && { ca: [...authorities] }) };
  const plain = { connectTimeoutMs, requestTimeoutMs, httpAgent: readIntoSharedBuffer(new HttpAgent(shared)) };
  let secure: Agent | null = null;
  const direct: Sending = {
    ...plain,
    get httpsAgent() {
      return (secure ??= readIntoSharedBuffer(new (https().Agent)(agentOptions)));
    },
  };
  let tunnel: Agent | null = null;
  const openTunnel = async (proxy: Proxy): Promise<Agent> => {
    const { TunnelAgent } = await import("./tunnel-agent.ts");
    return (tunnel ??= new TunnelAgent(proxy, agentOptions, connectTimeoutMs));
  };
  const send: Handle = async (request, options) => sendRequest(request, direct, signalOf(options));
  return {
    metadata: { handlerProtocol: "http/1.1" },
    handle: async (request, options) => {
      const proxy = proxyFor(request, proxies);
      try {
        if (proxy === undefined) return await send(request, options);
        if (request.protocol !== "https:") return await handleByProxy(proxy, send, request, options);
        const httpsAgent = await openTunnel(proxy);
        return await sendRequest(request, { ...plain, httpsAgent }, signalOf(options)).catch((error: unknown) => {
          throw isWithoutTunnel(error) ? proxyUnreachable(proxy, error) : error;
        });
      } catch (error) {
        throw error instanceof Error ? Object.assign(error, { askedHost: request.hostname }) : error;
      }
    },
    destroy: () => {
      for (const agent of [plain.httpAgent, secure, tunnel]) agent?.destroy();
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
}

/** The proxy takes too long for a tunnel, though it may go on answering, a byte now and then. */
function isWithoutTunnel(error: unknown): error is Error {
  return error instanceof Error && Reflect.get(error, "code") === "ConnectTimeout";
}

/** The SDK also knows signals of its own, which nobody here gives it. */
function signalOf(options: HttpHandlerOptions | undefined): AbortSignal | undefined {
  return options?.abortSignal instanceof AbortSignal ? options.abortSignal : undefined;
}

/** For a library that would write to stderr by itself. */
export const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
