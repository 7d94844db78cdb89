import { common, type Setup } from "./credential-setups.ts";
import type { CredentialWorld } from "./credential-world.ts";
import { runTap, type TapRun } from "./run-tap.ts";

/** A cell as people run it: the real program, with the cell's environment. Nothing happens midway. */
export async function runCell(
  world: CredentialWorld,
  { settings, env }: Setup,
  args: readonly string[] = [],
  fault?: string,
): Promise<TapRun> {
  const base = common(world, fault);
  const all = { ...base.env, ...env };
  // An empty variable is none.
  const set = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  return runTap({ config: { ...base.settings, ...settings }, env: set, args, timeout: 30_000 });
}
