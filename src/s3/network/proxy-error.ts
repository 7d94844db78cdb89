import { nameOfProxy, type Proxy } from "./proxy.ts";

/** There is no way through the proxy: it cannot be reached, or does not lead on. The message names it, without its password. */
export class ProxyError extends Error {
  /** `ProxyRefused` will not get better by itself. */
  readonly code: "ProxyRefused" | "ProxyFailed";

  constructor(code: "ProxyRefused" | "ProxyFailed", message: string) {
    super(message);
    this.code = code;
  }
}

/** The proxy wants to know who asks. */
export function proxyWantsLogin(proxy: Proxy, target: string): ProxyError {
  return new ProxyError(
    "ProxyRefused",
    `${nameOfProxy(proxy)} answers 407 instead of connecting to ${target}: it asks for a user and a password; check the proxy's address, user and password`,
  );
}

/** There is no connection to the proxy itself. */
export function proxyUnreachable(proxy: Proxy, error: Error): ProxyError {
  const code: unknown = Reflect.get(error, "code");
  const why = typeof code === "string" ? `${code}: ${error.message}` : error.message;
  return new ProxyError(
    "ProxyFailed",
    `${nameOfProxy(proxy)} cannot be reached (${why}); start it, or correct the variable`,
  );
}
