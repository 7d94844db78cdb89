import type { HttpRequest } from "@smithy/types";
import type { Proxy } from "./proxy.ts";
import { proxyUnreachable, proxyWantsLogin } from "./proxy-error.ts";
import type { Handle } from "./send-request.ts";

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
  const onward = {
    ...request,
    path: `http://${target}${request.path}`,
    protocol,
    hostname,
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
  };
  if (username === "" && password === "") return onward;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization = `Basic ${Buffer.from(login).toString("base64")}`;
  return { ...onward, headers: { ...request.headers, "proxy-authorization": authorization } };
}
