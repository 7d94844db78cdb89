import { HttpRequest } from "@smithy/core/protocols";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import type { Proxy } from "./proxy.ts";
import { proxyUnreachable, proxyWantsLogin } from "./proxy-error.ts";

type Handle = NodeHttpHandler["handle"];

/**
 * Asks a proxy for a plain http address (RFC 9112 section 3.2.2), as curl and Node do: most proxies make tunnels to the
 * port of https only. The host and the path that are signed stay as they are.
 */
export async function handleByProxy(proxy: Proxy, handle: Handle, ...asked: Parameters<Handle>): ReturnType<Handle> {
  const [request, options] = asked;
  const target = `${request.hostname}:${request.port ?? 80}`;
  const answer = await handle(toProxy(request, proxy, target), options).catch((error: unknown) => {
    throw error instanceof Error && Reflect.get(error, "syscall") === "connect"
      ? proxyUnreachable(proxy, error)
      : error;
  });
  if (answer.response.statusCode === 407) throw proxyWantsLogin(proxy, target);
  return answer;
}

function toProxy(request: HttpRequest, proxy: Proxy, target: string): HttpRequest {
  const { protocol, hostname, port, username, password } = new URL(proxy.url);
  const onward = HttpRequest.clone(request);
  onward.path = `http://${target}${request.path}`;
  onward.protocol = protocol;
  onward.hostname = hostname;
  onward.port = port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
  if (username !== "" || password !== "") {
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    onward.headers["proxy-authorization"] = `Basic ${Buffer.from(login).toString("base64")}`;
  }
  return onward;
}
