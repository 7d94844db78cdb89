import type { Config } from "./config/config.ts";
import type { Log } from "./log/log.ts";
import type { Secrets } from "./log/secrets.ts";
import type { StoreEvent } from "./s3/events.ts";
import type { ObjectStore } from "./s3/store.ts";

/** What a bucket is opened with. */
interface Opening {
  readonly process: NodeJS.Process;
  readonly log: Log;
  readonly secrets: Secrets;
}

/** Opens the bucket of a config, with a log of what the store does. `prefixes`: what is listed besides what its tables list. */
export async function openBucket(
  { connection, tables }: Config,
  opening: Opening,
  prefixes: readonly string[] = [],
): Promise<ObjectStore> {
  const { env } = opening.process;
  // Who brings keys is known. The SDK would still ask which machine this is, for a region, and wait a second where nobody answers.
  const hasKeys = connection.credentials.from !== "chain" || (env["AWS_ACCESS_KEY_ID"] ?? "") !== "";
  if (hasKeys) env["AWS_EC2_METADATA_DISABLED"] = "true";
  const [{ openStore }, observe] = await Promise.all([import("./s3/open-store.ts"), observerOf(opening)]);
  return openStore(connection, {
    observe,
    prefixes: [...tables.map(({ searchPrefix }) => searchPrefix), ...prefixes],
  });
}

/** Writes what the store does into the log. */
export async function observerOf({ log, secrets }: Omit<Opening, "process">): Promise<(event: StoreEvent) => void> {
  const { logStoreEvent } = await import("./log/log-store-event.ts");
  return (event) => logStoreEvent(event, log, secrets);
}
