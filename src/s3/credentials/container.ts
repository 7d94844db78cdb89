import type { Asking } from "./asking.ts";
import { readJsonKeys } from "./json-keys.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";
import { isLoopback } from "../network/loopback.ts";
import { readText } from "../../read-file.ts";

/** Where Amazon's agents listen: https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
const agentHosts = new Set(["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"]);

/** Whether a container's agent or a pod identity is set up. */
export function hasContainer({ environment }: Asking): boolean {
  return (
    environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI !== undefined ||
    environment.AWS_CONTAINER_CREDENTIALS_FULL_URI !== undefined
  );
}

/** The credentials of a container or a pod, from the agent beside it. Never asked through a proxy. */
export async function keysOfContainer(asking: Asking): Promise<Keys> {
  const url = addressOf(asking);
  const source = sourceAt(url);
  const authorization = await authorizationOf(asking, source);
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, {
      headers: { accept: "application/json", ...(authorization !== undefined && { authorization }) },
      signal: AbortSignal.timeout(Math.min(asking.timeoutMs, patienceMs)),
      redirect: "manual",
    });
    status = answer.status;
    text = await textOf(answer);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(source, "away", `it does not answer (${nameOf(error)}); check the agent that listens there`);
  }
  if (status === 200) return readJsonKeys(text, { source, token: "Token" });
  const said = saidBy(text);
  const why = `it answers ${status}${said === "" ? "" : `: ${said}`}`;
  if (status >= 500 || status === 429) throw new SourceError(source, "away", why);
  throw new SourceError(source, "lost", `${why}; check the role of the task, or the pod identity association`);
}

/** Bytes; credentials take one thousandth of it. */
const maxText = 1024 * 1024;

async function textOf({ body, url }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxText) throw new SourceError(sourceAt(new URL(url)), "lost", "what it gives is larger than 1 MiB");
  }
  return Buffer.concat(chunks).toString();
}

/** Amazon's agents answer at once, or after a second of asking STS. */
const patienceMs = 5000;

function sourceAt({ origin }: URL): string {
  return `the container's credentials endpoint (${origin})`;
}

function addressOf({ environment }: Asking): URL {
  const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const variable = `AWS_CONTAINER_CREDENTIALS_${relative === undefined ? "FULL" : "RELATIVE"}_URI`;
  const text =
    relative === undefined ? environment.AWS_CONTAINER_CREDENTIALS_FULL_URI : `http://169.254.170.2${relative}`;
  if (text === undefined || !URL.canParse(text)) throw new SourceError(variable, "refused", "it is not a URL");
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    throw new SourceError(variable, "refused", "it must not hold a user or a password, which no agent asks for");
  }
  const isTrusted = url.protocol === "https:" || agentHosts.has(url.hostname) || isLoopback(url.hostname);
  if (isTrusted) return url;
  throw new SourceError(variable, "refused", "plain http is believed only of this machine and of Amazon's agents");
}

async function authorizationOf({ environment, observe }: Asking, source: string): Promise<string | undefined> {
  const path = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  let token = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  if (path !== undefined) {
    token = await readText(path, maxText).then(
      (text) => text.trim(),
      (error: unknown) => {
        throw new SourceError(
          source,
          "lost",
          `its token "${path}" (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) cannot be read (${nameOf(error)})`,
        );
      },
    );
  }
  if (token === undefined) return undefined;
  observe({ kind: "secrets", values: [token] });
  if (/^[\x20-\x7e]+$/.test(token)) return token;
  throw new SourceError(source, "refused", "its token holds a line break or a character that no token has");
}

function saidBy(text: string): string {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== "object" || answer === null) return "";
    const [code, message] = ["code", "message"].map((name) => {
      const value: unknown = Object.entries(answer).find(([key]) => key.toLowerCase() === name)?.[1];
      return typeof value === "string" ? value : "";
    });
    return [code, message].filter((part) => part !== "").join(": ");
  } catch {
    return text.split("\n", 1)[0]?.slice(0, 200) ?? "";
  }
}

/** fetch hides Node's error as a cause. */
function nameOf(error: unknown): string {
  const cause: unknown = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  if (typeof code === "string") return code;
  return cause instanceof Error ? (cause.name === "TimeoutError" ? "no answer in time" : cause.name) : String(cause);
}
