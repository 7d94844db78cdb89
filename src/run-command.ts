import { shardName } from "./bookmark/shard.ts";
import { catalogOf, configOf, shardOf, stateOf } from "./command-inputs.ts";
import type { Command } from "./command-line/parse-command-line.ts";
import { exitCodes } from "./errors.ts";
import { isColorful } from "./log/log-for.ts";
import type { Log, LogStream } from "./log/log.ts";
import type { Screen } from "./log/screen.ts";
import type { Secrets } from "./log/secrets.ts";
import type { TableSummary } from "./log/summary.ts";
import { observerOf, openBucket } from "./open-bucket.ts";

/** What every command works with. */
interface Context {
  readonly process: NodeJS.Process;
  readonly log: Log;
  readonly secrets: Secrets;
  readonly version: string;
  readonly stderr: LogStream;
  /** Where stderr is a terminal that can do it, and shows nothing else. */
  readonly screen: Screen | null;
}

/** What each command needs is loaded by it alone: nobody waits for the SDK to be told the version. */
export async function runCommand(command: Command, context: Context): Promise<number> {
  switch (command.name) {
    case "print":
      return print(command.text, context);
    case "about": {
      const { about } = await import("./about.ts");
      return print(await about(command.format, context.version), context);
    }
    case "policy":
      return printPolicy(command, context);
    case "discover":
      return printCatalog(command, context);
    case "explain":
      return explainKey(command, context);
    case "check":
      return runCheck(command, context);
    case "setup":
      return runSetup(command, context);
    case "propose":
      return print(await proposalFor(command, context), context);
    case "plan":
      return writePlan(command, context);
    case "merge-states": {
      const { mergeStates } = await import("./merge-states.ts");
      return print(JSON.stringify(await mergeStates(command.base, command.files, context.log)), context);
    }
    case "sync":
      return runSync(command, context);
  }
}

async function printPolicy(command: Command & { name: "policy" }, context: Context): Promise<number> {
  const config = await configOf(command, context);
  const { policy } = await import("./policy.ts");
  const { tableFilter } = await import("./table/table-filter.ts");
  const prefixes = config.tables.flatMap((table) => tableFilter(table).prefix ?? []);
  const { document, explanation } = policy(config, prefixes, command.principal);
  context.stderr.write(`${explanation}\n`);
  return print(document, context);
}

async function printCatalog(command: Command & { name: "discover" }, context: Context): Promise<number> {
  const config = await configOf(command, context);
  const store = await openBucket(config, context);
  const { discover } = await import("./discover.ts");
  const { catalogOf: printed } = await import("./singer/catalog.ts");
  const { streams, failures } = await discover(config, store, context.log);
  const [failure] = failures;
  // Runners parse what is on stdout: half a catalog would look like a whole one.
  if (failure !== undefined) return exitCodes[failure.kind];
  return print(JSON.stringify(printed(streams), null, 2), context);
}

async function explainKey(command: Command & { name: "explain" }, context: Context): Promise<number> {
  const config = await configOf(command, context);
  const [{ explain }, store] = await Promise.all([import("./explain.ts"), openBucket(config, context)]);
  const { text, isThere } = await explain(command.key, config, store, await stateOf(command));
  await print(context.secrets.redact(text), context);
  return isThere ? 0 : exitCodes["no-files"];
}

async function runCheck(command: Command & { name: "check" }, context: Context): Promise<number> {
  const config = await configOf(command, context);
  const [{ check }, { silentLog }, { Output }, store] = await Promise.all([
    import("./check.ts"),
    import("./log/log.ts"),
    import("./singer/output.ts"),
    openBucket(config, context),
  ]);
  const output = new Output(context.process.stdout);
  const inspection = { config, store, rows: command.rows, log: silentLog() };
  const hasColors = isColorful(context.process.stdout, context.process.env);
  const pieces = check(inspection, { format: command.format, hasColors, observe: await observerOf(context) });
  let piece = await pieces.next();
  for (; piece.done !== true; piece = await pieces.next()) {
    await output.write(Buffer.from(context.secrets.redact(piece.value)));
    await output.flush();
  }
  const { caller, failure } = piece.value;
  // For whoever collects the log; a person has just read it.
  if (!context.process.stderr.isTTY && command.logFormat !== "pretty")
    context.log.info({ identity: caller }, "The bucket was checked");
  return failure === null ? 0 : exitCodes[failure.kind];
}

async function runSetup(command: Command & { name: "setup" }, context: Context): Promise<number> {
  const { setup } = await import("./setup.ts");
  return setup(command, {
    ...context,
    openStore: async (config) => openBucket(config, context),
    observe: await observerOf(context),
    announce: (address) => print(`Open ${address}\nCtrl+C ends it.`, context),
  });
}

async function proposalFor(command: Command & { name: "propose" }, context: Context): Promise<string> {
  const { proposeConfig } = await import("./propose-config.ts");
  return proposeConfig(command, {
    ...context,
    openStore: async (config) => openBucket(config, context, [command.prefix]),
  });
}

async function writePlan(command: Command & { name: "plan" }, context: Context): Promise<number> {
  const config = await configOf(command, context);
  const { shards, out } = command;
  const [catalog, state] = [await catalogOf(command), await stateOf(command)];
  const [{ plan }, store] = await Promise.all([import("./plan.ts"), openBucket(config, context)]);
  const made = await plan({ config, catalog, state, store, shards, out, log: context.log });
  if (typeof made === "string") return print(made, context);
  const [failure] = made;
  return failure === undefined ? 0 : exitCodes[failure.kind];
}

async function runSync(command: Command & { name: "sync" }, everywhere: Context): Promise<number> {
  const { shard, planned } = await shardOf(command, everywhere);
  const context =
    shard === null ? everywhere : { ...everywhere, log: everywhere.log.child({ shard: shardName(shard) }) };
  const config = await configOf(command, context);
  const [state, catalog] = [await stateOf(command), await catalogOf(command)];
  const [{ runSyncToEnd }, store] = await Promise.all([import("./run-sync.ts"), openBucket(config, context)]);
  const summaries: TableSummary[] = [];
  const { signIntervalMs } = await import("./log/signs-of-life.ts");
  const run = {
    config,
    catalog,
    state,
    store,
    test: command.test,
    shard,
    planned,
    log: context.log,
    summaries,
    // Not for users: a test cannot wait so long.
    signIntervalMs: Number(context.process.env["_TAP_S3_CSV_SIGN_INTERVAL_MS"] ?? signIntervalMs),
  };
  const { screen } = context;
  const read = (): Promise<number> => runSyncToEnd(run, context.process);
  if (screen === null) return read();
  const { progressLine, summaryTable } = await import("./log/show-progress.ts");
  screen.begin(() => progressLine(summaries.at(-1)));
  try {
    return await read();
  } finally {
    screen.end();
    if (summaries.length > 0) screen.write(`\n${summaryTable(summaries, screen.width)}`);
  }
}

/** By the writer of stdout that knows what to say of a full disk and of a reader that is gone. */
async function print(text: string, { process }: Context): Promise<number> {
  const { Output } = await import("./singer/output.ts");
  const output = new Output(process.stdout);
  await output.write(Buffer.from(text.endsWith("\n") ? text : `${text}\n`));
  await output.flush();
  return 0;
}
