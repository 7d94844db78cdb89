import type { STSClient } from "@aws-sdk/client-sts";
import { failureOf, failureClassOf, type Failure } from "../failure.ts";
import { silent, type Handler } from "../network/handler.ts";
import { isClockError } from "./clock-error.ts";
import { checkedKeys } from "./checked-keys.ts";
import type { Keys } from "./keys.ts";
import { SourceError } from "./source-error.ts";
import { reasonOfRole, reasonOfToken } from "./sts-reason.ts";

/** A role to be assumed with keys. */
export interface RoleRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string | undefined;
  readonly seconds?: number;
  readonly region: string | undefined;
  /** Whose keys they are, for messages: as in `the profile "a"`. */
  readonly keysFrom: string;
  /** Where STS is, when it is not at AWS. */
  readonly endpoint?: string | undefined;
}

/** A role to be assumed with a token. */
interface TokenRequest {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly token: string;
  readonly region: string | undefined;
}

/** The service that gives credentials for a role. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html */
export interface Sts {
  assume(request: RoleRequest, keys: Keys, source: string): Promise<Keys>;
  assumeWithToken(request: TokenRequest, source: string): Promise<Keys>;
}

/** Nothing is sent yet, and nothing of the SDK is loaded. */
export function stsBy(handler: Handler, region: string, endpoint: string | undefined): Sts {
  const offsets = new Map<string, number>();
  return {
    async assume({ roleArn, sessionName, externalId, seconds, keysFrom, ...request }, keys, source) {
      const { AssumeRoleCommand } = await import("@aws-sdk/client-sts");
      const input = {
        RoleArn: roleArn,
        RoleSessionName: sessionName,
        DurationSeconds: seconds ?? 3600,
        ...(externalId !== undefined && { ExternalId: externalId }),
      };
      const asked = {
        region: request.region ?? region,
        endpoint: request.endpoint ?? endpoint,
        handler,
        offsets,
        keys,
      };
      const hasExternalId = externalId !== undefined;
      const { output, ahead } = await ask(
        asked,
        source,
        async (client) => client.send(new AssumeRoleCommand(input)),
        (failure, place) => reasonOfRole(failure, { roleArn, place, keysFrom, hasExternalId }),
      );
      return keysOf(output.Credentials, ahead, source);
    },
    async assumeWithToken({ roleArn, sessionName, token, region: own }, source) {
      const { AssumeRoleWithWebIdentityCommand } = await import("@aws-sdk/client-sts");
      const input = { RoleArn: roleArn, RoleSessionName: sessionName, WebIdentityToken: token };
      // Never used: this request is not signed.
      const keys = { accessKeyId: "", secretAccessKey: "" };
      const { output, ahead } = await ask(
        { region: own ?? region, endpoint, handler, offsets, keys },
        source,
        async (client) => client.send(new AssumeRoleWithWebIdentityCommand(input)),
        (failure, place) => reasonOfToken(failure, { roleArn, place }),
      );
      return keysOf(output.Credentials, ahead, source);
    },
  };
}

/** Which STS is asked, and how. */
interface Asked {
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly handler: Handler;
  /** By place, milliseconds that its clock is ahead of this machine's, once that is known. */
  readonly offsets: Map<string, number>;
  readonly keys: Keys;
}

interface StsAnswer<Output> {
  readonly output: Output;
  /** Milliseconds that STS is ahead of this machine. */
  readonly ahead: number;
}

/** Sends a request, and once more by the clock of STS where this machine's is wrong. Throws SourceError. */
async function ask<Output>(
  { region, endpoint, handler, offsets, keys }: Asked,
  source: string,
  send: (client: STSClient) => Promise<Output>,
  reasonOf: (failure: Failure, place: string) => string,
): Promise<StsAnswer<Output>> {
  const { STSClient } = await import("@aws-sdk/client-sts");
  const place = endpoint ?? `AWS STS in ${region}`;
  const client = new STSClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    credentials: keys,
    requestHandler: handler,
    maxAttempts: 1,
    logger: silent,
    systemClockOffset: offsets.get(place) ?? 0,
  });
  try {
    const output = await send(client).catch(async (error: unknown) => {
      // The SDK has taken the time from the answer: the second request is signed by it.
      const isSkewed = isClockError(failureOf(error)) && client.config.systemClockOffset !== (offsets.get(place) ?? 0);
      if (!isSkewed) throw error;
      offsets.set(place, client.config.systemClockOffset);
      return send(client);
    });
    return { output, ahead: client.config.systemClockOffset };
  } catch (error) {
    const failure = failureOf(error);
    throw new SourceError(source, outlookOf(failure), reasonOf(failure, place));
  }
}

function outlookOf(failure: Failure): SourceError["outlook"] {
  switch (failureClassOf(failure)) {
    case "busy":
    case "no-route":
    case "nonsense":
    case "slow":
      return "away";
    case "damaged":
    case "expired":
    case "skewed":
    case "elsewhere":
    case "refused":
      return failure.code === "IDPCommunicationError" ? "away" : "refused";
  }
}

interface Given {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

function keysOf(given: Given | undefined, ahead: number, source: string): Keys {
  const {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration,
  } = given ?? {};
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new SourceError(
      source,
      "away",
      "the answer of STS holds no credentials; check whether STS answers, or a proxy in its place",
    );
  }
  const keys = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    // By the clock of this machine, which the SDK holds it against.
    ...(Expiration !== undefined && { expiration: new Date(Expiration.getTime() - ahead) }),
  };
  return checkedKeys(keys, source);
}
