import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../listen.ts";

/** One GET as an honest store would answer it, for a fault to spoil. */
export interface HonestAnswer {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>> & { readonly etag: string };
  readonly body: Buffer;
  /** The whole object, whatever the range. */
  readonly content: Buffer;
}

/** Answers in its own way, instead of `send`. */
export type Fault = (answer: HonestAnswer) => void;

/** A server that holds one object, whatever the key, and answers request n as `faults[n]` says. */
export interface ObjectServer {
  readonly url: string;
  readonly etag: string;
  /** The `Range` of each request so far. */
  readonly ranges: readonly string[];
  close(): Promise<void>;
}

/** Serves `content`; requests without a fault of their own are answered honestly, or all by `always`. */
export async function startObjectServer(
  content: Buffer,
  faults: readonly (Fault | null)[],
  always: Fault = send,
): Promise<ObjectServer> {
  const etag = `"${createHash("md5").update(content).digest("hex")}"`;
  const ranges: string[] = [];
  const server = createServer((request, response) => {
    const fault = faults[ranges.length] ?? always;
    ranges.push(request.headers.range ?? "");
    fault(honest(request, response, content, etag));
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    etag,
    ranges,
    close: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends an answer as it is. */
export function send({ response, status, headers, body }: HonestAnswer): void {
  response.writeHead(status, headers);
  response.end(body);
}

/** Sends an S3 error. */
export function sendError(status: number, code: string, message = "m", headers: Record<string, string> = {}): Fault {
  return ({ response }) => {
    response.writeHead(status, { "content-type": "application/xml", ...headers });
    response.end(`<Error><Code>${code}</Code><Message>${message}</Message></Error>`);
  };
}

function honest(request: IncomingMessage, response: ServerResponse, content: Buffer, etag: string): HonestAnswer {
  const match = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  const from = match === null ? 0 : Number(match[1]);
  const body = match === null ? content : content.subarray(from, Number(match[2]) + 1);
  const range = { "content-range": `bytes ${from}-${from + body.length - 1}/${content.length}` };
  const headers = { etag, "content-length": body.length, ...(match === null ? {} : range) };
  return { request, response, status: match === null ? 200 : 206, headers, body, content };
}
