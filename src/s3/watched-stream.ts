import type { Readable } from "node:stream";
import { BrokenBody, TooSlow } from "./failure.ts";
import { now } from "../now.ts";

/** How long nothing may come, and how little may come. */
export interface Patience {
  /** Milliseconds of waiting for a byte. */
  readonly stallMs: number;
  /** The least that may arrive, as an average over `stallMs` of waiting; 0: any speed will do. */
  readonly minBytesPerMinute: number;
}

/** A body, read chunk by chunk. */
export interface WatchedStream {
  /** The next chunk, or null at the end. */
  next(): Promise<Uint8Array | null>;
  /** Gives the connection back when the body was read to its end, and breaks it off otherwise. */
  close(): void;
}

/**
 * Breaks a stream off when a chunk is waited for too long, or too little has come while it was waited. The time between
 * two calls of `next` does not count: a socket time-out would take a slow target for a stalled store.
 */
export function watchStream(stream: Readable, { stallMs, minBytesPerMinute }: Patience): WatchedStream {
  const read = readerOf(stream);
  const least = (minBytesPerMinute * stallMs) / 60_000;
  let isWaiting = false;
  let waited = 0;
  let arrived = 0;
  const watchdog = setTimeout(() => {
    if (isWaiting) {
      stream.destroy(new BrokenBody(`no byte arrived for ${stallMs / 1000} s`));
    }
  }, stallMs);
  // The socket keeps the process alive while it is waited for; a forgotten body does not.
  watchdog.unref();

  function count(bytes: number, waitedMs: number): void {
    waited += waitedMs;
    arrived += bytes;
    if (waited < stallMs) return;
    if (arrived < least) throw new TooSlow(`only ${arrived} bytes arrived within ${Math.round(waited / 1000)} s`);
    waited = 0;
    arrived = 0;
  }

  return {
    next: async () => {
      isWaiting = true;
      watchdog.refresh();
      const began = now();
      try {
        const chunk = await read();
        if (chunk !== null) count(chunk.length, now() - began);
        return chunk;
      } finally {
        isWaiting = false;
      }
    },
    close: () => {
      clearTimeout(watchdog);
      stream.destroy();
    },
  };
}

/** What Node's iterator over a stream does, in a fraction of its time, which counts where objects are small. */
function readerOf(stream: Readable): () => Promise<Uint8Array | null> {
  let wake = (): void => undefined;
  for (const event of ["readable", "end", "error", "close"]) stream.on(event, () => wake());
  return async () => {
    while (!stream.readableEnded) {
      if (stream.destroyed) throw stream.errored ?? new BrokenBody("the connection was closed before the body ended");
      const chunk: unknown = stream.read();
      if (chunk instanceof Uint8Array) return chunk;
      if (chunk !== null) throw new BrokenBody("the connection delivered no bytes");
      await new Promise<void>((resolve) => (wake = resolve));
    }
    return null;
  };
}
