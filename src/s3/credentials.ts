import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { TapError } from "../errors.ts";
import type { Connection, Role } from "./connection.ts";
import { failureOf, troubleOf } from "./failure.ts";
import { stsEndpointOf } from "./sts-endpoint.ts";

/** The part of the SDK's client config that says who we are. */
export type Identity = Pick<S3ClientConfig, "credentials" | "signer" | "profile">;

type Provider = Extract<NonNullable<S3ClientConfig["credentials"]>, (...args: never[]) => unknown>;
type RequestHandler = NonNullable<S3ClientConfig["requestHandler"]>;

/**
 * A fresh identity: asking again for one is how credentials are renewed, since the SDK keeps what a
 * provider gave until five minutes before its expiry, even when the store has already refused it.
 */
export async function identityOf(connection: Connection, handler: RequestHandler, region: string): Promise<Identity> {
  const { credentials: source, roles } = connection;
  if (roles.length > 0) {
    return { credentials: await assume(connection, handler, region) };
  }
  switch (source.from) {
    case "chain":
      return source.profile === undefined ? {} : { profile: source.profile };
    case "keys":
      return { credentials: keys(source) };
    case "anonymous":
      // No signature at all; the SDK still insists on an identity.
      return {
        credentials: { accessKeyId: "", secretAccessKey: "" },
        signer: { sign: async (request) => request },
      };
  }
}

/** The roles, one after another, each assumed with the credentials of the step before. */
async function assume(connection: Connection, handler: RequestHandler, region: string): Promise<Provider> {
  const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const source = connection.credentials;
  let step: Provider | ReturnType<typeof keys>;
  switch (source.from) {
    case "chain":
      step = fromNodeProviderChain(source.profile === undefined ? {} : { profile: source.profile });
      break;
    case "keys":
      step = keys(source);
      break;
    case "anonymous":
      throw new TapError("usage", "Cannot assume a role without credentials: remove `anonymous` or the role");
  }
  const endpoint = stsEndpointOf(connection);
  const clientConfig = {
    region,
    requestHandler: handler,
    maxAttempts: 1,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
  let provider: Provider = async () => (typeof step === "function" ? step() : step);
  for (const role of connection.roles) {
    provider = named(
      role,
      fromTemporaryCredentials({
        masterCredentials: provider,
        clientConfig,
        params: {
          RoleArn: role.arn,
          RoleSessionName: role.sessionName,
          DurationSeconds: 3600,
          ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
        },
      }),
    );
  }
  return provider;
}

/** Says which role STS refused; what may pass by itself, and missing credentials, go on unchanged. */
function named(role: Role, provider: Provider): Provider {
  return async (properties) => {
    try {
      return await provider(properties);
    } catch (error) {
      const failure = failureOf(error);
      if (troubleOf(failure) !== "refused" || error instanceof TapError || failure.status === null) {
        throw error;
      }
      throw new TapError(
        "denied",
        `Cannot assume the role "${role.arn}": its trust policy must allow sts:AssumeRole to the credentials in use` +
          `${role.externalId === undefined ? "" : ", with the configured external id"} (${failure.code}: ${failure.message})`,
      );
    }
  };
}

function keys(source: Extract<Connection["credentials"], { from: "keys" }>) {
  return {
    accessKeyId: source.accessKeyId,
    secretAccessKey: source.secretAccessKey,
    ...(source.sessionToken === undefined ? {} : { sessionToken: source.sessionToken }),
  };
}
