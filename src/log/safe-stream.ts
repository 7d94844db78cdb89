import type { Terminal } from "./screen.ts";

/** stderr, as far as it can fail. */
interface FallibleStream extends Terminal {
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** A stream that may be full or gone: what it does not take is lost, and nothing stops for that. */
export function safeStream(stream: FallibleStream): Terminal {
  // Without a listener Node would end the process with a stack trace.
  stream.on("error", () => {});
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 80;
    },
    write: (text) => {
      try {
        stream.write(text);
      } catch {
        // A file is written at once, and says at once that its disk is full.
      }
    },
  };
}
