import { isLoopback } from "./loopback.ts";
import { isExempt } from "./no-proxy.ts";

/** What leads to other hosts: https by a tunnel, plain http by asking it for whole addresses. Either may be missing. */
export interface Proxies {
  readonly https?: Proxy;
  readonly http?: Proxy;
}

/** A proxy that requests go through. */
export interface Proxy {
  /** With its user and password, if it wants them. Its scheme is http or https. */
  readonly url: string;
  /** The variable that it comes from, for messages. */
  readonly variable: string;
  /** The hosts that are asked directly, as `NO_PROXY` lists them. */
  readonly except: readonly string[];
}

/** Where a request goes. */
interface Target {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
}

/** The proxy that a request goes through; undefined where its host is asked directly. */
export function proxyFor({ protocol, hostname, port }: Target, proxies: Proxies): Proxy | undefined {
  const isSecure = protocol === "https:";
  const proxy = isSecure ? proxies.https : proxies.http;
  if (proxy === undefined || isExempt(hostname, port ?? (isSecure ? 443 : 80), proxy.except)) return undefined;
  // As Go has it. Of another machine's proxy it would be another store, and a proxy of this one is seldom meant for it.
  return isSecure || !isLoopback(hostname) ? proxy : undefined;
}

/** The proxy as messages name it: without user and password. */
export function nameOfProxy({ url, variable }: Proxy): string {
  const { protocol, host } = new URL(url);
  return `the proxy ${protocol}//${host} (${variable})`;
}
