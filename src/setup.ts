import { randomBytes } from "node:crypto";
import { environmentWord, readEnvironmentSource, resolveConfig } from "./command-line/load-config.ts";
import { discover } from "./discover.ts";
import { TapError } from "./errors.ts";
import type { Log } from "./log/log.ts";
import { silentLog } from "./log/log.ts";
import type { Secrets } from "./log/secrets.ts";
import { sourceStack } from "./log/source-stack.ts";
import { policy } from "./policy.ts";
import { propose } from "./propose.ts";
import type { ObjectStore } from "./s3/store.ts";
import { ConfigFile } from "./setup/config-file.ts";
import type { Network } from "./setup/setup-bucket.ts";
import { SetupConfig } from "./setup/setup-config.ts";
import { SetupSession } from "./setup/setup-session.ts";
import type { PolicyView } from "./setup/view.ts";
import { catalogOf } from "./singer/catalog.ts";
import type { Config } from "./config/config.ts";

/** Where the page is to be, and what it sets up. */
export interface SetupOrder {
  /** A file at most, and the word ENV. */
  readonly configs: readonly string[];
  /** 0: any that is free. */
  readonly port: number;
}

/** What the page needs of the program. */
export interface SetupContext extends Network {
  readonly process: NodeJS.Process;
  readonly log: Log;
  readonly secrets: Secrets;
  /** Says where the page is. */
  readonly announce: (address: string) => Promise<unknown>;
}

/** Serves a page on which a person sets up a config, until a signal comes. Gives the exit code. */
export async function setup({ configs, port }: SetupOrder, context: SetupContext): Promise<number> {
  const session = await openSession(configs, context);
  const { servePage } = await import("./setup-page/serve-page.ts");
  const token = randomBytes(24).toString("base64url");
  const onBug = (error: Error): void =>
    context.log.error({ error: sourceStack(error.stack ?? error.message) }, "This is a bug in tap-s3-csv");
  const stopped = signalTo(context.process);
  const page = await servePage(session, { port, token, onBug }).catch((error: unknown) => {
    throw isPortError(error) ? portError(port, error) : error;
  });
  await context.announce(page.address);
  const code = await stopped;
  await page.close();
  return code;
}

async function openSession(configs: readonly string[], context: SetupContext): Promise<SetupSession> {
  const { process, secrets } = context;
  const [path = "config.json", ...others] = configs.filter((name) => name !== environmentWord);
  if (others.length > 0) throw new TapError("usage", "--setup writes one config file: name one with --config FILE");
  const environment = configs.includes(environmentWord) ? await readEnvironmentSource(process.env) : {};
  if (environment["tables"] !== undefined) {
    throw new TapError(
      "usage",
      "--setup cannot change tables that come from TAP_S3_CSV_TABLES; unset it, or put them into a file",
    );
  }
  const file = await ConfigFile.open(path);
  const config = new SetupConfig(file, environment, async (sources) => resolveConfig(sources, process.env, secrets));
  return SetupSession.open({
    ...context,
    config,
    redact: (text) => secrets.redact(text),
    policies: policyView,
    propose: proposeTables,
    discover: async (whole, store) => {
      const { streams, failures } = await discover(whole, store, silentLog());
      const [failure] = failures;
      if (failure !== undefined) throw failure;
      return catalogOf(streams);
    },
  });
}

async function proposeTables(config: Config, store: ObjectStore, prefix: string) {
  const found = propose({ config, store, prefix, log: silentLog() });
  const lines: string[] = [];
  for (;;) {
    const next = await found.next();
    if (next.done === true) return { tables: next.value.tables, lines };
    lines.push(next.value);
  }
}

function policyView(config: Config, prefixes: readonly string[]): PolicyView {
  const { document, explanation } = policy(config, prefixes);
  const policies = Object.entries<unknown>(JSON.parse(document));
  const lines = explanation.split("\n");
  return {
    policies: policies.map(([name, value], index) => ({
      title: sentence(name.replaceAll("_", " ")),
      place: sentence(lines[index]?.slice(name.length + 2) ?? ""),
      text: JSON.stringify(value, null, 2),
    })),
    notes: lines.slice(policies.length),
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function isPortError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES");
}

function portError(port: number, cause: Error): TapError {
  return new TapError(
    "usage",
    `The port ${port} cannot be listened on: ${cause.message}; leave --port out for any that is free`,
    { cause },
  );
}

/** The exit code of the signal that comes. */
function signalTo(process: NodeJS.Process): Promise<number> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve(130)).once("SIGTERM", () => resolve(143));
  });
}
