import type { Config } from "./config/config.ts";
import type { InventoryAddress } from "./config/parse-inventory.ts";
import type { Log } from "./log/log.ts";
import type { Secrets } from "./log/secrets.ts";
import type { Connection } from "./s3/connection.ts";
import type { StoreEvent } from "./s3/events.ts";
import type { ObjectStore } from "./s3/store.ts";
import { countOf } from "./wording/count-of.ts";

/** What a bucket is opened with. */
interface Opening {
  readonly process: NodeJS.Process;
  readonly log: Log;
  readonly secrets: Secrets;
}

/** Opens the bucket of a config, with a log of what the store does. `prefixes`: what is listed besides what its tables list. */
export async function openBucket(
  { connection, tables, inventory }: Config,
  opening: Opening,
  prefixes: readonly string[] = [],
): Promise<ObjectStore> {
  const { env } = opening.process;
  // Who brings keys is known. The SDK would still ask which machine this is, for a region, and wait a second where nobody answers.
  const hasKeys = connection.credentials.from !== "chain" || (env["AWS_ACCESS_KEY_ID"] ?? "") !== "";
  if (hasKeys) env["AWS_EC2_METADATA_DISABLED"] = "true";
  const [{ openStore }, observe] = await Promise.all([import("./s3/open-store.ts"), observerOf(opening)]);
  const store = await openStore(connection, {
    observe,
    prefixes: [...tables.map(({ searchPrefix }) => searchPrefix), ...prefixes],
  });
  if (inventory === null) return store;
  const { withInventory } = await import("./inventory/with-inventory.ts");
  return withInventory(store, {
    address: inventory,
    bucket: connection.bucket,
    holder: await openStore(holderOf(connection, inventory), { observe }),
    onManifest: ({ asOf, files }) =>
      opening.log.info(
        `The keys come from the inventory of ${asOf.toISOString()}, in ${countOf(files.length, "file")}`,
      ),
  });
}

/** How the bucket is reached that holds an inventory: it may have another owner, and S3 encrypts with no key of a customer. */
function holderOf(connection: Connection, { bucket }: InventoryAddress): Connection {
  const { bucketOwnerId, sseCustomerKey: _, ...rest } = connection;
  return { ...rest, bucket, ...(bucket === rest.bucket && bucketOwnerId !== undefined && { bucketOwnerId }) };
}

/** Writes what the store does into the log. */
export async function observerOf({ log, secrets }: Omit<Opening, "process">): Promise<(event: StoreEvent) => void> {
  const { logStoreEvent } = await import("./log/log-store-event.ts");
  return (event) => logStoreEvent(event, log, secrets);
}
