import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Connection } from "./connection.ts";
import { openIdentities } from "./credentials/identity.ts";
import type { StoreEvent } from "./events.ts";
import { failureOf } from "./failure.ts";
import { readAuthorities } from "./network/authorities.ts";
import { openHandler, silent } from "./network/handler.ts";
import { regionOf } from "./region.ts";
import { isAws, stsEndpointOf } from "./sts-endpoint.ts";
import { tellRequests } from "./tell-requests.ts";

/** Whom the credentials belong to. */
export type Caller =
  | { readonly kind: "known"; readonly arn: string; readonly account: string }
  | { readonly kind: "anonymous" }
  /** Nobody could be asked, or nobody answered: no reason to think that the bucket cannot be read. */
  | { readonly kind: "unknown"; readonly why: string };

/** Where there is no way to STS, such as in a closed network, nobody is to wait long for it. */
const patienceMs = 5000;

/**
 * Asks STS who we are, which needs no permission. Never throws. A store that is not AWS need not
 * have an STS, and is asked only if the user relies on one.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function askCaller(connection: Connection, observe: (event: StoreEvent) => void): Promise<Caller> {
  const { credentials, endpoint, stsEndpoint, roles } = connection;
  if (credentials.from === "anonymous") return { kind: "anonymous" };
  if (!isAws(endpoint) && stsEndpoint === undefined && roles.length === 0) {
    return { kind: "unknown", why: "the store is not AWS; if it has an STS, set AWS_ENDPOINT_URL_STS" };
  }
  try {
    const { Arn: arn, Account: account } = await ask(connection, observe);
    if (arn === undefined || account === undefined) return { kind: "unknown", why: "STS answers without a name" };
    return { kind: "known", arn, account };
  } catch (error) {
    const { code, message } = failureOf(error);
    const isSentence = code === "TapError" || code === "CredentialsAway";
    if (code === "Unknown")
      return {
        kind: "unknown",
        why: `nothing at ${stsEndpointOf(connection) ?? "AWS"} answers as an STS does; if there is one, set AWS_ENDPOINT_URL_STS`,
      };
    return { kind: "unknown", why: isSentence ? message : `STS could not be asked (${code}: ${message})` };
  }
}

async function ask(connection: Connection, observe: (event: StoreEvent) => void) {
  const { credentials, proxies, caBundle } = connection;
  const endpoint = stsEndpointOf(connection);
  const requestHandler = openHandler({
    proxies,
    authorities: caBundle === undefined ? undefined : await readAuthorities(caBundle),
    connectTimeoutMs: patienceMs,
    requestTimeoutMs: patienceMs,
  });
  tellRequests(requestHandler, observe);
  const settings = {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials.from === "chain" && credentials.profile !== undefined ? { profile: credentials.profile } : {}),
    maxAttempts: 1,
    requestHandler,
    logger: silent,
  };
  const region = connection.region ?? (await regionOf(new STSClient(settings)));
  const { credentials: identity } = openIdentities(connection, requestHandler, observe).identity(region);
  const client = new STSClient({ ...settings, ...(identity === undefined ? {} : { credentials: identity }), region });
  try {
    return await client.send(new GetCallerIdentityCommand());
  } finally {
    client.destroy();
  }
}
