import { S3Error } from "./s3-error.ts";

/**
 * Undoes the framing of STREAMING-UNSIGNED-PAYLOAD-TRAILER: chunks as in HTTP, then trailers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function decodeChunked(framed: Buffer): { body: Buffer; trailers: Map<string, string> } {
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const { line, next } = readLine(framed, at);
    const size = /^[0-9a-f]+$/i.test(line) ? Number.parseInt(line, 16) : Number.NaN;
    if (Number.isNaN(size) || next + size > framed.length) throw incomplete();
    at = next + size;
    if (size === 0) return { body: Buffer.concat(pieces), trailers: readTrailers(framed, next) };
    pieces.push(framed.subarray(next, at));
    if (framed.toString("latin1", at, at + 2) !== "\r\n") throw incomplete();
    at += 2;
  }
}

function readTrailers(framed: Buffer, from: number): Map<string, string> {
  const trailers = new Map<string, string>();
  for (let at = from; at < framed.length;) {
    const { line, next } = readLine(framed, at);
    const colon = line.indexOf(":");
    if (colon > 0) trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
    at = next;
  }
  return trailers;
}

function readLine(framed: Buffer, from: number): { line: string; next: number } {
  const end = framed.indexOf("\r\n", from, "latin1");
  if (end < 0) throw incomplete();
  return { line: framed.toString("latin1", from, end), next: end + 2 };
}

function incomplete(): S3Error {
  return new S3Error("IncompleteBody", "The request body terminated unexpectedly");
}
