import type { StoreEvent } from "./events.ts";
import type { Handler } from "./network/handler.ts";
import { now } from "../now.ts";

/** Has the handler tell of each request how it ended: what somebody needs who asks the store's people about it. */
export function tellRequests(handler: Handler, observe: (event: StoreEvent) => void): void {
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const { method, hostname: host, path } = request;
    const began = now();
    let status: number | null = null;
    let id: string | null = null;
    try {
      const result = await handle(request, options);
      const { statusCode, headers } = result.response;
      status = statusCode;
      id = headers["x-amz-request-id"] ?? headers["x-amzn-requestid"] ?? null;
      return result;
    } finally {
      observe({ kind: "request", method, host, path, status, id, ms: Math.round(now() - began) });
    }
  };
}
