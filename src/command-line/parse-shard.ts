import type { Shard } from "../bookmark/shard.ts";
import { TapError } from "../errors.ts";

/** More shards than this would only list. */
export const maxShards = 10_000;

/**
 * What `--shard` names: i/n, or auto for what the environment says. Where there is a plan, it says of how many parts it is,
 * and i alone is enough. Throws TapError of kind "usage".
 */
export function parseShard(text: string, env: NodeJS.ProcessEnv, planned: number | null = null): Shard {
  if (text !== "auto") return readShard(text, `--shard ${text}`, planned);
  for (const { index, count, first } of arrays) {
    const at = env[index] ?? "";
    if (at === "") continue;
    const of = env[count] ?? "";
    if (of === "" && planned === null) {
      throw new TapError(
        "usage",
        `The environment says ${index}=${at} and not of how many: set ${count} to the number of tasks`,
      );
    }
    const from = first === undefined ? 0 : Number(env[first] ?? "0");
    const told = of === "" ? `${index}=${at}` : `${index}=${at} and ${count}=${of}`;
    return readShard(`${Number(at) - from}${of === "" ? "" : `/${of}`}`, `--shard auto with ${told}`, planned);
  }
  const named = env[own] ?? "";
  if (named !== "") return readShard(named, `${own}=${named}`, planned);
  throw new TapError(
    "usage",
    `The flag --shard auto finds no number of a task in the environment; name the shard with --shard 0/8, or set ${own}=0/8`,
  );
}

const own = "TAP_S3_CSV_SHARD";

/** How engines that run a task many times tell each of them which it is, and of how many. */
const arrays: readonly { readonly index: string; readonly count: string; readonly first?: string }[] = [
  { index: "JOB_COMPLETION_INDEX", count: "JOB_COMPLETIONS" },
  { index: "AWS_BATCH_JOB_ARRAY_INDEX", count: "AWS_BATCH_JOB_ARRAY_SIZE" },
  { index: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT", first: "SLURM_ARRAY_TASK_MIN" },
  { index: "CLOUD_RUN_TASK_INDEX", count: "CLOUD_RUN_TASK_COUNT" },
];

function readShard(text: string, from: string, planned: number | null): Shard {
  const [, index, named] = /^(\d{1,5})(?:\/(\d{1,5}))?$/.exec(text) ?? [];
  const of = named ?? planned?.toString();
  if (index === undefined || of === undefined) {
    throw new TapError("usage", `${from} names no shard: write i/n as in 0/8, which is the first of eight`);
  }
  const shard = { index: Number(index), of: Number(of) };
  if (planned !== null && shard.of !== planned) {
    throw new TapError(
      "usage",
      `${from} is one of ${shard.of} shards, and the plan is of ${planned}; run ${planned} shards, or plan again for ${shard.of}`,
    );
  }
  if (shard.of === 0 || shard.of > maxShards) {
    throw new TapError("usage", `${from} splits the run into ${shard.of} shards; choose from 1 to ${maxShards}`);
  }
  if (shard.index >= shard.of) {
    throw new TapError(
      "usage",
      `${from} is outside of the run: the shards of ${shard.of} are counted from 0 to ${shard.of - 1}`,
    );
  }
  return shard;
}
