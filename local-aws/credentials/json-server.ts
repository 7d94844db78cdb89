import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../listen.ts";

/** A server of small answers that can be told to misbehave. */
export interface JsonServer {
  readonly url: string;
  /** Method and path of each request, in order of arrival; live. */
  readonly requests: readonly string[];
  /** What every request gets instead of its answer, until it is null again. */
  misbehave(fault: JsonFault | null): void;
  close(): Promise<void>;
}

/** An answer that is none, or no answer at all. */
type JsonFault = JsonAnswer | "stall";

export interface JsonAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it stands; anything else as JSON. */
  readonly body: unknown;
}

/** Serves on 127.0.0.1, on a free port, what `answer` says. */
export async function startJsonServer(answer: (request: IncomingMessage) => JsonAnswer): Promise<JsonServer> {
  const requests: string[] = [];
  let fault: JsonFault | null = null;
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    if (fault === "stall") return;
    send(response, fault ?? answer(request));
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    misbehave: (next) => {
      fault = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: JsonAnswer): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}
