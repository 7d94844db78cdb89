import type { Readable } from "node:stream";
import { BrokenBody } from "./failure.ts";

/** A body, read chunk by chunk. */
export interface WatchedStream {
  /** The next chunk, or null at the end. */
  next(): Promise<Uint8Array | null>;
  /** Gives the connection back when the body was read to its end, and breaks it off otherwise. */
  close(): void;
}

/**
 * Breaks a stream off when a chunk is waited for longer than `stallMs`. The time between two calls
 * of `next` does not count: a socket time-out would take a slow target for a stalled store.
 */
export function watchStream(stream: Readable, stallMs: number): WatchedStream {
  const chunks: AsyncIterator<unknown> = stream[Symbol.asyncIterator]();
  let isWaiting = false;
  const watchdog = setTimeout(() => {
    if (isWaiting) {
      stream.destroy(new BrokenBody(`no byte arrived for ${stallMs / 1000} s`));
    }
  }, stallMs);
  // The socket keeps the process alive while it is waited for; a forgotten body does not.
  watchdog.unref();
  return {
    next: async () => {
      isWaiting = true;
      watchdog.refresh();
      try {
        const { done, value } = await chunks.next();
        if (done) {
          return null;
        }
        if (value instanceof Uint8Array) {
          return value;
        }
        throw new BrokenBody("the connection delivered no bytes");
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
