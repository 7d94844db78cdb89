import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { TapError } from "../../errors.ts";
import type { Connection } from "../connection.ts";
import type { StoreEvent } from "../events.ts";
import type { Handler } from "../network/handler.ts";
import { stsEndpointOf } from "../sts-endpoint.ts";
import type { Asking } from "./asking.ts";
import { findKeys, type Found } from "./chain.ts";
import { type Keys, secretsOf } from "./keys.ts";
import { shareKeys } from "./shared-keys.ts";
import { consequenceOf, SourceError } from "./source-error.ts";
import { stsBy, type Sts } from "./sts.ts";

/** The part of the SDK's client config that says who we are. */
export interface Identity extends Pick<S3ClientConfig, "signer"> {
  readonly credentials: Keys | (() => Promise<Keys>);
}

/** Gives an identity whenever a client is made: a new one asks again, which is how credentials are renewed. */
export interface Identities {
  /** For requests to this region. */
  identity(region: string): Identity;
  /** What gave the last one, in words. */
  keysFrom(): string;
}

/**
 * Where a connection's credentials come from. What they are is told as secrets before they are used. Once there have
 * been any in this run, a source that is gone is waited for as long as any other request.
 */
export function openIdentities(
  connection: Connection,
  handler: Handler,
  observe: (event: StoreEvent) => void = () => {},
): Identities {
  if (connection.credentials.from === "anonymous") return { identity: () => unsigned, keysFrom: () => "nobody" };
  let hadBefore = false;
  let keysFrom = "the config";
  return {
    identity: (region) => {
      const sts = stsBy(handler, region, connection.stsEndpoint);
      const { environment, requestTimeoutMs: timeoutMs } = connection;
      const asking = { environment, sts, handler, timeoutMs, observe };
      let last: Keys | null = null;
      return {
        credentials: shareKeys(async () => {
          try {
            const { keys, from } = await keysOf(connection, asking, sts);
            hadBefore = true;
            keysFrom = from;
            last = keys;
          } catch (error) {
            if (!(error instanceof SourceError)) throw error;
            // The SDK asks early: what it has is good for some minutes yet, and then it asks again.
            if (error.outlook === "refused" || last === null || !isGood(last)) throw consequenceOf(error, hadBefore);
          }
          return { ...last };
        }),
      };
    },
    keysFrom: () => keysFrom,
  };
}

function isGood({ expiration }: Keys): boolean {
  return expiration !== undefined && expiration.getTime() > Date.now() + 1000;
}

/** No signature at all; the SDK still insists on an identity. */
const unsigned: Identity = {
  credentials: { accessKeyId: "", secretAccessKey: "" },
  signer: { sign: async (request) => request },
};

/** The first credentials, and with them the roles, one after another. */
async function keysOf(connection: Connection, asking: Asking, sts: Sts): Promise<Found> {
  const { observe } = asking;
  let { keys, from } = await firstOf(connection, asking);
  observe({ kind: "secrets", values: secretsOf(keys) });
  observe({ kind: "credentials-found", source: from });
  for (const { arn, sessionName, externalId } of connection.roles) {
    const source = `the role "${arn}"`;
    const request = { roleArn: arn, sessionName, externalId, keysFrom: from, region: undefined };
    keys = await sts.assume({ ...request, endpoint: stsEndpointOf(connection) }, keys, source);
    observe({ kind: "secrets", values: secretsOf(keys) });
    observe({ kind: "credentials-found", source });
    from = source;
  }
  return { keys, from };
}

async function firstOf({ credentials: source }: Connection, asking: Asking): Promise<Found> {
  switch (source.from) {
    case "chain":
      return findKeys(source.profile, asking);
    case "keys": {
      const { from: _, ...keys } = source;
      return { keys, from: "the config" };
    }
    case "anonymous":
      throw new TapError("usage", "Cannot assume a role without credentials: remove `anonymous` or the role");
  }
}
