import { loadUnfinishedConfig } from "./command-line/load-unfinished-config.ts";
import type { Command } from "./command-line/parse-command-line.ts";
import type { Config } from "./config/config.ts";
import { TapError } from "./errors.ts";
import { type LogStream, silentLog } from "./log/log.ts";
import type { Secrets } from "./log/secrets.ts";
import { proposedConfig } from "./proposal/proposed-config.ts";
import { propose } from "./propose.ts";
import type { ObjectStore } from "./s3/store.ts";
import { printable } from "./wording/printable.ts";

/** What the command line has for a proposal. */
export interface ProposalContext {
  readonly process: NodeJS.Process;
  readonly secrets: Secrets;
  /** Takes what was found, line by line. */
  readonly stderr: LogStream;
  readonly openStore: (config: Config) => Promise<ObjectStore>;
}

/** The config of the command with tables for the keys of its bucket that it has none for. Throws TapError. */
export async function proposeConfig(
  { bucket, prefix, configs }: Command & { name: "propose" },
  { process, secrets, stderr, openStore }: ProposalContext,
): Promise<string> {
  const given = bucket === undefined ? {} : { bucket };
  const { config, written } = await loadUnfinishedConfig(configs, given, process.env, secrets);
  const lines = propose({ config, store: await openStore(config), prefix, log: silentLog() });
  let line = await lines.next();
  for (; line.done !== true; line = await lines.next()) stderr.write(`${secrets.redact(printable(line.value))}\n`);
  const { tables } = line.value;
  if (tables.length === 0) {
    const where = prefix === "" ? "" : ` below "${prefix}"`;
    throw new TapError("no-files", `No new table was found in the bucket "${config.connection.bucket}"${where}`);
  }
  const text = JSON.stringify(proposedConfig(written, tables), null, 2);
  // A file is to be used as it is; on a terminal, others may look on.
  return process.stdout.isTTY ? secrets.redact(text) : text;
}
