import { once } from "node:events";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import type { Setup } from "../setup/view.ts";
import { guard } from "./guard.ts";
import { addRoutes } from "./routes.tsx";

/** A page that is served. */
export interface ServedPage {
  /** The address to open, with its token. */
  readonly address: string;
  /** Takes no more requests, and aborts those that are under way. */
  readonly close: () => Promise<void>;
}

/** How the page is served. */
export interface Serving {
  /** 0: any that is free. */
  readonly port: number;
  /** Nobody knows the address who does not know this. */
  readonly token: string;
  readonly onBug: (error: Error) => void;
}

/** Serves the page on this machine, and to nobody else. Rejects with the error of Node where the port cannot be had. */
export async function servePage(setup: Setup, { port, token, onBug }: Serving): Promise<ServedPage> {
  // The address ends in a slash, which the paths of routes do not.
  const app = new Hono({ strict: false });
  const server = createAdaptorServer({ fetch: app.fetch, hostname: host });
  const boundPort = (): number => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : port;
  };
  app.use(guard(boundPort, token));
  addRoutes(app.basePath(`/${token}`), setup);
  app.onError((error, context) => {
    onBug(error);
    return context.text("This is a bug in tap-s3-csv; the terminal tells more.", 500);
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    address: `http://${host}:${boundPort()}/${token}/`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

const host = "127.0.0.1";
