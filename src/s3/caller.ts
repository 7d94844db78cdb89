import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Connection } from "./connection.ts";
import { identityOf } from "./credentials.ts";
import { failureOf } from "./failure.ts";
import { regionOf } from "./region.ts";
import { isAws, stsEndpointOf } from "./sts-endpoint.ts";
import { TunnelAgent } from "./tunnel-agent.ts";

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
export async function askCaller(connection: Connection): Promise<Caller> {
  const { credentials, endpoint, stsEndpoint, roles } = connection;
  if (credentials.from === "anonymous") return { kind: "anonymous" };
  if (!isAws(endpoint) && stsEndpoint === undefined && roles.length === 0) {
    return { kind: "unknown", why: "the store is not AWS; if it has an STS, set AWS_ENDPOINT_URL_STS" };
  }
  try {
    const { Arn: arn, Account: account } = await ask(connection);
    if (arn === undefined || account === undefined) return { kind: "unknown", why: "STS answers without a name" };
    return { kind: "known", arn, account };
  } catch (error) {
    const { code, message } = failureOf(error);
    return { kind: "unknown", why: `STS could not be asked (${code}: ${message})` };
  }
}

async function ask(connection: Connection) {
  const { credentials, proxy } = connection;
  const endpoint = stsEndpointOf(connection);
  const settings = {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials.from === "chain" && credentials.profile !== undefined ? { profile: credentials.profile } : {}),
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: patienceMs,
      requestTimeout: patienceMs,
      throwOnRequestTimeout: true,
      ...(proxy === undefined ? {} : { httpsAgent: new TunnelAgent(proxy, {}) }),
    },
  };
  const probe = new STSClient(settings);
  const handler = probe.config.requestHandler;
  const region = connection.region ?? (await regionOf(probe));
  const { credentials: identity } = await identityOf(connection, handler, region);
  const client = new STSClient({
    ...settings,
    ...(identity === undefined ? {} : { credentials: identity }),
    region,
    requestHandler: handler,
  });
  try {
    return await client.send(new GetCallerIdentityCommand());
  } finally {
    client.destroy();
  }
}
