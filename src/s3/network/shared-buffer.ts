import type { Agent } from "node:http";
import type { OnReadOpts } from "node:net";

/**
 * Bytes that are read from a connection at a time, and that of a body are taken over together where so many are there.
 * Node's own 64 KB, or the 16 of TLS, would each go through all readers.
 */
export const readAtOnce = 384 * 1024;

/**
 * Makes the connections of an agent read into one buffer, where Node would make one for each read, to be thrown away.
 * All can share it: what has arrived is handed to Node's HTTP parser before anything else is read, and the parser copies
 * what it keeps, to which `shared-buffer.test.ts` holds it.
 */
export function readIntoSharedBuffer<Kind extends Agent>(agent: Kind): Kind {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    buffer ??= Buffer.allocUnsafeSlow(readAtOnce);
    const onread: OnReadOpts = {
      buffer,
      callback: (size, bytes) => {
        socket?.emit("data", bytes.subarray(0, size));
        return true;
      },
    };
    const socket = connect(Object.assign({ onread }, options), callback);
    return socket;
  };
  return agent;
}

let buffer: Uint8Array | null = null;
