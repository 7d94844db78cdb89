import type { Config } from "../config/config.ts";
import { TapError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { ObjectStore } from "../s3/store.ts";
import { countOf } from "../wording/count-of.ts";
import { catalogPath, writeCatalog } from "./catalog-file.ts";
import type { SetupBucket } from "./setup-bucket.ts";
import type { SetupConfig } from "./setup-config.ts";
import type { SetupTable } from "./setup-table.ts";
import type { PolicyView, SaveView, SaveWish } from "./view.ts";

/** What other commands of the tap do. */
export interface Commands {
  readonly policies: (config: Config, prefixes: readonly string[]) => PolicyView;
  /** New tables for keys below a prefix, with what there is to say of them. Throws TapError. */
  readonly propose: (
    config: Config,
    store: ObjectStore,
    prefix: string,
  ) => Promise<{ readonly tables: readonly JsonObject[]; readonly lines: readonly string[] }>;
  /** The catalog that --discover would print. Throws TapError. */
  readonly discover: (config: Config, store: ObjectStore) => Promise<JsonObject>;
}

/** What is to be saved. */
interface Saving {
  readonly config: SetupConfig;
  readonly tables: readonly SetupTable[];
  readonly bucket: SetupBucket | null;
  readonly commands: Commands;
}

/** Checks every table, and writes the config, and the catalog if that is wanted. */
export async function saveSetup(
  saving: Saving,
  { withCatalog, anyway }: SaveWish,
  look: (table: SetupTable) => Promise<void>,
): Promise<SaveView> {
  const { config, tables, bucket, commands } = saving;
  try {
    const whole = await config.whole(tables);
    for (const table of tables) await look(table);
    const problems = [bucket?.listing.failure?.message ?? [], ...tables.map(problemsOf)].flat();
    if (problems.length > 0 && !anyway) return { state: "doubtful", messages: problems, commands: [] };
    const store = bucket?.keys?.store ?? null;
    const catalog = withCatalog && store !== null ? await commands.discover(whole, store) : null;
    await config.save(tables);
    for (const [index, table] of tables.entries()) table.origin = index;
    const { path } = config.file;
    const written = [`Saved ${countOf(tables.length, "table")} in ${path}.`];
    if (catalog !== null) {
      const untracked = new Map(tables.map((table) => [table.name, table.untracked]));
      await writeCatalog(catalogPath(path), catalog, untracked);
      written.push(`Wrote the catalog ${catalogPath(path)}.`);
    }
    return { state: "saved", messages: written, commands: commandsFor(path, catalog !== null) };
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    return { state: "refused", messages: error.message.split("\n"), commands: [] };
  }
}

function problemsOf({ name, report }: SetupTable): readonly string[] {
  const found = report?.findings.filter(({ severity }) => severity === "problem") ?? [];
  return found.map(({ message }) => `Table "${name}": ${message}`);
}

/** What to type next, in the folder that the page was started in. */
function commandsFor(path: string, hasCatalog: boolean): readonly string[] {
  const tap = `tap-s3-csv --config ${quotedForShell(path)}`;
  const sync = hasCatalog ? `${tap} --catalog ${quotedForShell(catalogPath(path))}` : tap;
  return [
    `${tap} --check`,
    `${sync} | target-jsonl > states.jsonl`,
    `tail -n 1 states.jsonl > state.json`,
    `${sync} --state state.json | target-jsonl > states.jsonl`,
  ];
}

function quotedForShell(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
