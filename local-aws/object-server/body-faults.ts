import { send, type Fault, type HonestAnswer } from "./object-server.ts";

/** Resets the connection at once. */
export function resetSocket({ response }: HonestAnswer): void {
  response.socket?.resetAndDestroy();
}

/** Resets the connection when so many bytes are out; some of them may get lost on the way. */
export function resetAfter(bytes: number): Fault {
  return after(bytes, resetSocket);
}

/** Sends the head and the first `bytes`, then does the worst to the connection. */
export function after(bytes: number, worst: Fault, headers: Record<string, string> = {}): Fault {
  return (answer) => {
    answer.response.writeHead(answer.status, { ...answer.headers, ...headers });
    answer.response.write(answer.body.subarray(0, bytes), () => {
      worst(answer);
    });
    answer.response.flushHeaders();
  };
}

/** An honest answer with other headers, or another body. */
export function spoilt({
  body,
  length,
  ...headers
}: {
  body?: Buffer;
  length?: number;
  [header: string]: unknown;
}): Fault {
  return (answer) => {
    const bytes = body ?? answer.body;
    send({
      ...answer,
      headers: { ...answer.headers, ...stringsOf(headers), "content-length": length ?? bytes.length },
      body: bytes,
    });
  };
}

function stringsOf(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The first bytes of the object, chunked and well ended: nothing tells that there are more. */
export function withoutLength(bytes: number): Fault {
  return ({ response, headers, content: whole }) => {
    response.writeHead(200, { etag: headers.etag });
    response.write(whole.subarray(0, 1000));
    response.end(whole.subarray(1000, bytes));
  };
}

/** All bytes, chunked, but not the end. */
export function cutInTrailer({ response, headers, content: whole }: HonestAnswer): void {
  response.writeHead(200, { etag: headers.etag });
  response.write(whole, () => response.socket?.destroy());
}

/** The whole object, whatever was asked for. */
export function ignoreRange({ response, headers, content: whole }: HonestAnswer): void {
  response.writeHead(200, { etag: headers.etag, "content-length": whole.length });
  response.end(whole);
}

/** The same, cut off again. */
export function ignoreRangeAndCut({ response, headers, content: whole }: HonestAnswer): void {
  response.writeHead(200, { etag: headers.etag, "content-length": whole.length });
  response.write(whole.subarray(0, 800_000), () => response.socket?.resetAndDestroy());
}
