import { createServer, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { listen } from "../listen.ts";
import type { Authority } from "./authority.ts";

/** Where requests for a host go: the beginning of its name, and the URL of a server on this machine. */
export type Backends = Readonly<Record<string, string>>;

/** An http proxy in front of an AWS on this machine. */
export interface ConnectProxy {
  readonly url: string;
  /** `host:port` of each tunnel that was asked for, in order; live. */
  readonly tunnels: readonly string[];
  /** `Proxy-Authorization` of each, or "". */
  readonly logins: readonly string[];
  close(): Promise<void>;
}

/**
 * A proxy that ends TLS for the hosts of AWS in us-east-1 by certificates of an authority, and hands what it reads to
 * servers on this machine, with host and path as they came, so that signatures still verify.
 */
export async function startConnectProxy(authority: Authority, backends: Backends): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const logins: string[] = [];
  const names = ["*.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com", "*.sso.us-east-1.amazonaws.com"];
  const inside = createTlsServer(authority.issue(names), (request, response) => pass(request, response, backends));
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  const sockets = new Set<Socket>();
  proxy.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  });
  proxy.on("connect", (request, socket) => {
    tunnels.push(request.url ?? "");
    logins.push(request.headers["proxy-authorization"] ?? "");
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    inside.emit("connection", socket);
  });
  const port = await listen(proxy);
  return {
    url: `http://127.0.0.1:${port}`,
    tunnels,
    logins,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        proxy.close(() => resolve());
      });
    },
  };
}

function pass(request: IncomingMessage, response: ServerResponse, backends: Backends): void {
  const host = request.headers.host ?? "";
  const backend = Object.entries(backends).find(([beginning]) => host.startsWith(beginning))?.[1];
  if (backend === undefined) {
    response.writeHead(502).end();
    return;
  }
  const { hostname, port } = new URL(backend);
  const { method = "GET", url = "/", headers } = request;
  const onward = ask({ hostname, port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}
