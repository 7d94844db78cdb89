import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { ClientRequest, IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { silent } from "../network/handler.ts";
import { failureOf } from "../failure.ts";
import type { Asking } from "./asking.ts";
import { checkedKeys } from "./checked-keys.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";

const source = "the instance metadata (IMDS)";

/** A machine that is busy takes more than the second that the SDK would wait. */
const patienceMs = 2000;

/** The SDK asks three questions, and has no limit for an answer that goes on and on, neither of time nor of bytes. */
const allPatienceMs = 3 * patienceMs;
const maxBytes = 1024 * 1024;

/** Whether this machine may be asked for the credentials of its role. */
export function mayAskInstance({ environment }: Asking): boolean {
  const off = environment.AWS_EC2_METADATA_DISABLED;
  return off === undefined || off.toLowerCase() === "false";
}

/** The credentials of the role of an EC2 instance. A new question each time: what the SDK would remember, it would make last longer than it does. */
export async function keysOfInstance(): Promise<Keys> {
  const { fromInstanceMetadata } = await import("@aws-sdk/credential-providers");
  const late = new AbortController();
  const letGo = watchAnswers(() => late.abort());
  try {
    const keys = await Promise.race([
      fromInstanceMetadata({ logger: silent, maxRetries: 0, timeout: patienceMs })(),
      wait(allPatienceMs, null, { signal: late.signal }),
    ]);
    if (keys !== null) return checkedKeys(keys, source);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (late.signal.aborted) throw new SourceError(source, "lost", "what it gives is larger than 1 MiB");
    const { code, message } = failureOf(error);
    throw new SourceError(source, "lost", reasonFor(statusOf(error), code, message));
  } finally {
    letGo();
    late.abort();
  }
  throw new SourceError(source, "lost", `what it gives does not come to an end within ${allPatienceMs / 1000} s`);
}

/** Aborts each answer of instance metadata that is too large, which nobody could do who only sees what the SDK makes of it. */
function watchAnswers(tellTooLarge: () => void): () => void {
  const watch = (message: unknown): void => {
    const { request, response } = Object(message);
    if (!(request instanceof ClientRequest && response instanceof IncomingMessage)) return;
    if (!/^\/latest\/(?:api\/token|meta-data\/iam\/)/.test(request.path)) return;
    let size = 0;
    response.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) return;
      response.destroy();
      tellTooLarge();
    });
  };
  subscribe(answered, watch);
  return () => void unsubscribe(answered, watch);
}

/** https://nodejs.org/api/diagnostics_channel.html#http: the head of an answer is there. */
const answered = "http.client.response.finish";

function reasonFor(status: number | null, code: string, message: string): string {
  // What JSON.parse says quotes the text, which may hold half of a secret.
  if (code === "SyntaxError") return "what it gives is not JSON";
  if (status === 404) return "this machine has no role (404); attach an instance profile to it";
  if (status === 401 || status === 403) return `it answers ${status}; let the instance's metadata options allow access`;
  if (status !== null) return `it answers ${status}`;
  if (code === "ERR_INVALID_URL") return "AWS_EC2_METADATA_SERVICE_ENDPOINT is not a URL";
  if (code === "ProviderError" || code === "TimeoutError" || /^E[A-Z]+$/.test(code)) {
    return `nobody answers (${code === "ProviderError" ? message : code}); outside EC2 there is none, and in a container its hop limit must be 2`;
  }
  return `what it gives cannot be used (${message})`;
}

function statusOf(error: unknown): number | null {
  const status: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "statusCode") : null;
  return typeof status === "number" ? status : null;
}
