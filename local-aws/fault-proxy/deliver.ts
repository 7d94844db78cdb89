import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { drained } from "../store/server.ts";
import { breaksAt, interrupt } from "./interrupt.ts";
import { damagedBody, readText, splitAt } from "./body.ts";
import type { Fault } from "./faults.ts";

/** Hands the store's answer to the client with the fault in it; `sent` is told of the body bytes. */
export async function deliver(
  upstream: IncomingMessage,
  response: ServerResponse,
  fault: Fault | undefined,
  path: string,
  sent: (bytes: number) => void,
): Promise<void> {
  const rewritten = fault?.kind === "edit" ? Buffer.from(fault.change(await readText(upstream), path)) : undefined;
  if (fault?.kind === "no-length" && fault.framing === "close") {
    response.useChunkedEncodingByDefault = false;
    response.shouldKeepAlive = false;
  }
  response.sendDate = false;
  const status = fault?.kind === "ignore-range" ? 200 : (upstream.statusCode ?? 502);
  response.writeHead(status, damagedHeaders(upstream, fault, rewritten));
  response.flushHeaders();
  const { socket } = response;
  const breakAt = breaksAt(fault);
  let count = 0;
  for await (const piece of splitAt(damagedBody(upstream, fault, rewritten), breakAt)) {
    if (count === breakAt && (await interrupt(response, fault)) === "broken") return;
    if (response.destroyed) return;
    sent(piece.length);
    count += piece.length;
    if (!response.write(piece)) await drained(response);
  }
  if (fault?.kind === "no-length" && fault.abrupt === true) socket?.end();
  else if (fault?.kind === "extra" && !fault.declared)
    response.end(() => socket?.write(Buffer.alloc(fault.bytes, "x")));
  else response.end();
}

const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding"]);

function damagedHeaders(
  upstream: IncomingMessage,
  fault: Fault | undefined,
  rewritten: Buffer | undefined,
): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(upstream.headers)) if (!HOP_BY_HOP.has(name)) headers[name] = value;
  const length = Number(upstream.headers["content-length"] ?? 0);
  if (rewritten !== undefined) headers["content-length"] = rewritten.length;
  if (fault?.kind === "short-length") headers["content-length"] = Math.min(length, fault.bytes);
  if (fault?.kind === "no-length") headers["content-length"] = undefined;
  if (fault?.kind === "extra" && fault.declared) headers["content-length"] = length + fault.bytes;
  if (fault?.kind === "wrong-start") {
    headers["content-range"] = shiftRange(upstream.headers["content-range"] ?? "", fault.shift);
  }
  if (fault?.kind === "ignore-range") {
    headers["content-length"] = fault.whole.length;
    headers["content-range"] = undefined;
  }
  if (fault?.kind === "headers") {
    for (const [name, value] of Object.entries(fault.headers)) headers[name] = value === "" ? undefined : value;
  }
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
}

function shiftRange(header: string, shift: number): string {
  return header.replace(
    /(\d+)-(\d+)/,
    (_, from: string, to: string) => `${Number(from) + shift}-${Number(to) + shift}`,
  );
}
