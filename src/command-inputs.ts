import type { Shard } from "./bookmark/shard.ts";
import type { Command } from "./command-line/parse-command-line.ts";
import type { Config } from "./config/config.ts";
import type { Log } from "./log/log.ts";
import type { Secrets } from "./log/secrets.ts";
import type { CatalogStream } from "./singer/catalog.ts";
import type { State } from "./singer/state.ts";
import type { PlannedPart } from "./sync/plans.ts";

/** Where the command line was given. */
interface Surroundings {
  readonly process: NodeJS.Process;
  readonly log: Log;
  readonly secrets: Secrets;
}

/** Which shard is meant, and its part of a plan where one is named. */
export async function shardOf(
  { shard: text, planFolder }: Command & { name: "sync" },
  { process }: Pick<Surroundings, "process">,
): Promise<{ readonly shard: Shard | null; readonly planned: PlannedPart | null }> {
  if (text === undefined) return { shard: null, planned: null };
  const { parseShard } = await import("./command-line/parse-shard.ts");
  if (planFolder === undefined) return { shard: parseShard(text, process.env), planned: null };
  const [{ readPlanFile }, { plannedPart }] = await Promise.all([
    import("./plan/plan-file.ts"),
    import("./plan/planned-tables.ts"),
  ]);
  const plan = await readPlanFile(planFolder);
  const shard = parseShard(text, process.env, plan.parts.length);
  return { shard, planned: plannedPart(plan, shard) };
}

interface CatalogChoice {
  readonly catalog: string | undefined;
}

/** The streams of the catalog that the command names, or null. */
export async function catalogOf(command: CatalogChoice): Promise<readonly CatalogStream[] | null> {
  const { catalog } = command;
  if (catalog === undefined) return null;
  const [{ readJson }, { parseCatalog }] = await Promise.all([
    import("./command-line/read-json.ts"),
    import("./singer/catalog.ts"),
  ]);
  return parseCatalog(await readJson(catalog, "catalog"));
}

/** The state that the command names, or one that says nothing. */
export async function stateOf(command: { readonly state: string | undefined }): Promise<State> {
  const [{ readJson, readStates }, { parseState }] = await Promise.all([
    import("./command-line/read-json.ts"),
    import("./singer/state.ts"),
  ]);
  if (command.state === undefined) return parseState(null);
  return parseState((await readStates(command.state)) ?? (await readJson(command.state, "state")));
}

/** The config that the command names. */
export async function configOf(
  command: { readonly configs: readonly string[] },
  { process, log, secrets }: Surroundings,
): Promise<Config> {
  const { loadConfig } = await import("./command-line/load-config.ts");
  return loadConfig(command.configs, process.env, log, secrets);
}
