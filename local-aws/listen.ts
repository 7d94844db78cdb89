import { once } from "node:events";
import type { Server } from "node:net";

/** Has a server listen on 127.0.0.1, at a free port unless one is named, and gives the port. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen on a TCP port");
  return address.port;
}
