import { request } from "node:http";
import { Agent, type AgentOptions, type RequestOptions } from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** The proxy answers, but makes no tunnel. */
class ProxyError extends Error {
  readonly code: "ProxyRefused" | "ProxyFailed";

  constructor(status: number) {
    super(`the proxy answers ${status} instead of connecting`);
    this.code = status >= 500 ? "ProxyFailed" : "ProxyRefused";
  }
}

/**
 * Reaches https hosts through the tunnel of an http proxy (CONNECT, RFC 9110 section 9.3.6): Node's
 * own agent knows no proxies before version 24, and the SDK knows none at all.
 */
export class TunnelAgent extends Agent {
  readonly #proxy: URL;

  constructor(proxy: string, options: AgentOptions) {
    super(options);
    this.#proxy = new URL(proxy);
  }

  override createConnection(
    options: RequestOptions,
    callback: (error: Error | null, stream: Duplex) => void = () => {},
  ): undefined {
    const { hostname, port, username, password } = this.#proxy;
    const authority = `${options.host}:${options.port ?? 443}`;
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64");
    const tunnel = request({
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? 80 : Number(port),
      method: "CONNECT",
      path: authority,
      headers: { host: authority, ...(username === "" ? {} : { "proxy-authorization": `Basic ${login}` }) },
      agent: false,
    });
    const fail = (error: Error): void => callback(error, new Socket());
    tunnel.once("error", fail);
    tunnel.once("connect", ({ statusCode = 0 }, socket) => {
      if (statusCode !== 200) {
        socket.destroy();
        fail(new ProxyError(statusCode));
        return;
      }
      const through = { ...options, socket };
      const stream = super.createConnection(through);
      if (stream) {
        callback(null, stream);
      }
    });
    tunnel.end();
  }
}
