import type { AgentOptions, RequestOptions } from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { HttpsProxyAgent } from "hpagent";
import { nameOfProxy, type Proxy } from "./proxy.ts";
import { ProxyError, proxyUnreachable, proxyWantsLogin } from "./proxy-error.ts";

type Callback = (error: Error | null, stream: Duplex) => void;

/** Reaches https hosts through a proxy's tunnel (CONNECT, RFC 9110 section 9.3.6). */
export class TunnelAgent extends HttpsProxyAgent {
  readonly #proxy: Proxy;
  readonly #connectTimeoutMs: number;

  constructor(proxy: Proxy, options: AgentOptions, connectTimeoutMs: number) {
    const { hostname } = new URL(proxy.url);
    // Node wants the address of IPv6 without its brackets, which hpagent leaves there.
    const proxyRequestOptions = { hostname: hostname.replace(/^\[(.*)\]$/, "$1"), ...certificatesOf(options) };
    super({ ...options, proxy: proxy.url, proxyRequestOptions });
    this.#proxy = proxy;
    this.#connectTimeoutMs = connectTimeoutMs;
  }

  override createConnection(options: RequestOptions, callback: Callback = () => {}): Duplex | null | undefined {
    const target = `${options.host}:${options.port}`;
    return super.createConnection({ ...options, timeout: this.#connectTimeoutMs }, (error, stream) => {
      if (error === null || error === undefined) {
        // The limit was for the way to the proxy. What comes after has its own.
        if (stream instanceof Socket) stream.setTimeout(0);
        callback(null, stream);
      } else {
        callback(explained(error, this.#proxy, target), new Socket());
      }
    });
  }
}

function certificatesOf({ ca }: AgentOptions): { ca?: string[] } {
  return ca === undefined ? {} : { ca: [ca].flat().map(String) };
}

/** hpagent tells what a proxy answers by the text of an error alone. */
function explained(error: Error, proxy: Proxy, target: string): ProxyError {
  const status = /^Bad response: (\d+)$/.exec(error.message)?.[1];
  if (status === undefined) return proxyUnreachable(proxy, error);
  if (status === "407") return proxyWantsLogin(proxy, target);
  const answers = `${nameOfProxy(proxy)} answers ${status} instead of connecting to ${target}`;
  return Number(status) >= 500
    ? new ProxyError("ProxyFailed", `${answers}; ask who runs it`)
    : new ProxyError("ProxyRefused", `${answers}; let it allow that host, or name the host in NO_PROXY`);
}
