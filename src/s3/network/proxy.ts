import { isExempt } from "./no-proxy.ts";

/** A proxy that https requests are tunnelled through. */
export interface Proxy {
  /** With its user and password, if it wants them. Its scheme is http or https. */
  readonly url: string;
  /** The variable that it comes from, for messages. */
  readonly variable: string;
  /** The hosts that are asked directly, as `NO_PROXY` lists them. */
  readonly except: readonly string[];
}

/** Whether a host is reached by the proxy. */
export function leadsTo(proxy: Proxy, host: string, port: number): boolean {
  return !isExempt(host, port, proxy.except);
}

/** The proxy as messages name it: without user and password. */
export function nameOfProxy({ url, variable }: Proxy): string {
  const { protocol, host } = new URL(url);
  return `the proxy ${protocol}//${host} (${variable})`;
}
