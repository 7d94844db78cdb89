import { once } from "node:events";
import { createServer } from "node:net";
import { listen } from "../../../local-aws/listen.ts";

/** A TCP port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await once(server.close(), "close");
  return port;
}
