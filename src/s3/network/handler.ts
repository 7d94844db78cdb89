import { validateHeaderValue } from "node:http";
import { Agent } from "node:https";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { handleByProxy } from "./by-proxy.ts";
import { type Proxies, proxyFor } from "./proxy.ts";
import { TunnelAgent } from "./tunnel-agent.ts";

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

type Handle = NodeHttpHandler["handle"];

/** What the SDK sends requests with; of ours, so that each request goes the way that leads to its host. */
export type Handler = Pick<NodeHttpHandler, "handle" | "destroy" | "metadata" | "httpHandlerConfigs"> & {
  updateHttpClientConfig(): void;
};

/** More than are ever open at once: a request that waits for a socket fails as if it could not connect. */
const maxSockets = 128;

/**
 * A handler for all clients of a connection: S3, STS and the SSO portal have hosts of their own, of which any may be
 * behind the proxy. An error that it throws knows which host was asked (`askedHost`).
 */
export function openHandler({ proxies = {}, authorities, connectTimeoutMs, requestTimeoutMs }: Ways): Handler {
  const agentOptions = { keepAlive: true, maxSockets, ...(authorities !== undefined && { ca: [...authorities] }) };
  const handlerWith = (httpsAgent: Agent): NodeHttpHandler =>
    new NodeHttpHandler({
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      // None: it would also run while a slow target keeps us from reading. Said aloud, because an environment variable can set one.
      socketTimeout: 0,
      httpAgent: { keepAlive: true, maxSockets },
      httpsAgent,
      logger: silent,
    });
  const direct = handlerWith(new Agent(agentOptions));
  const tunnelled =
    proxies.https === undefined ? null : handlerWith(new TunnelAgent(proxies.https, agentOptions, connectTimeoutMs));
  const handle: Handle = async (request, options) => {
    // NodeHttpHandler starts its timers before Node looks at the headers, and forgets them when Node throws.
    for (const [name, value] of Object.entries(request.headers)) validateHeaderValue(name, value);
    const proxy = proxyFor(request, proxies);
    try {
      if (proxy === undefined) return await direct.handle(request, options);
      return request.protocol === "https:" && tunnelled !== null
        ? await tunnelled.handle(request, options)
        : await handleByProxy(proxy, direct.handle.bind(direct), request, options);
    } catch (error) {
      throw error instanceof Error ? Object.assign(error, { askedHost: request.hostname }) : error;
    }
  };
  return {
    metadata: direct.metadata,
    handle,
    destroy: () => {
      direct.destroy();
      tunnelled?.destroy();
    },
    // The SDK would set what is set above.
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => direct.httpHandlerConfigs(),
  };
}

/** For a library that would write to stderr by itself. */
export const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };
