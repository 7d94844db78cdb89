import type { IncomingMessage } from "node:http";
import { S3Error } from "./s3-error.ts";

/** One HTTP request, taken apart as S3 does. */
export interface S3Request {
  readonly method: string;
  /** As in the request line, still encoded: what the client signed. */
  readonly rawPath: string;
  /** Decoded, in the order of the request line. */
  readonly query: readonly (readonly [string, string])[];
  /** Absent at the level of the service. */
  readonly bucket: string | undefined;
  /** Absent at the level of the bucket. */
  readonly key: string | undefined;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Reads the whole request. Bodies are kept in memory: the store is made for tests. */
export async function readRequest(incoming: IncomingMessage): Promise<S3Request> {
  const target = incoming.url ?? "/";
  const mark = target.indexOf("?");
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  const address = locate(rawPath, headers.get("host") ?? "");
  const query = mark < 0 ? [] : parseQuery(target.slice(mark + 1));
  const pieces: Buffer[] = [];
  for await (const piece of incoming) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return { method: incoming.method ?? "GET", rawPath, query, ...address, headers, body: Buffer.concat(pieces) };
}

/** The value of a query parameter. */
export function parameter(request: S3Request, name: string): string | undefined {
  return request.query.find(([it]) => it === name)?.[1];
}

/** A query parameter that is a whole number from 0 to `max`. */
export function countParameter(request: S3Request, name: string, max: number): number {
  const text = parameter(request, name);
  if (text === undefined || text === "") return max;
  if (!/^\d{1,10}$/.test(text)) throw new S3Error("InvalidArgument", `Provided ${name} not an integer or within range`);
  return Math.min(Number(text), max);
}

// Virtual-host style is taken from names such as bucket.localhost:9000.
function locate(rawPath: string, host: string): { bucket: string | undefined; key: string | undefined } {
  const virtual = /^(.+)\.localhost(:\d+)?$/.exec(host)?.[1];
  const [, first = "", ...rest] =
    virtual === undefined ? rawPath.split("/") : ["", virtual, ...rawPath.slice(1).split("/")];
  return { bucket: decode(first) || undefined, key: decode(rest.join("/")) || undefined };
}

// A "+" is a plus sign: SigV4 clients write spaces as %20.
function parseQuery(text: string): [string, string][] {
  return text
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0 ? [decode(pair), ""] : [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new S3Error("InvalidURI", `Couldn't parse the specified URI: ${String(cause)}`);
  }
}
