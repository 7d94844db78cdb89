import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeAuthority, type Authority } from "../../local-aws/connect-proxy/authority.ts";
import { startConnectProxy, type ConnectProxy } from "../../local-aws/connect-proxy/connect-proxy.ts";
import { containerToken, startContainer } from "../../local-aws/credentials/container.ts";
import { startInstanceMetadata } from "../../local-aws/credentials/instance-metadata.ts";
import type { JsonServer } from "../../local-aws/credentials/json-server.ts";
import { ssoToken, startSsoPortal } from "../../local-aws/credentials/sso-portal.ts";
import { startFaultProxy, type FaultProxy } from "../../local-aws/fault-proxy/fault-proxy.ts";
import { DEFAULT_USER } from "../../local-aws/store/identities.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

/** The bucket of every cell, with the files `0.csv` to `9.csv`. */
export const cellBucket = "lake";
/** A role that everybody may assume, and a token that opens it. */
export const openRole = "arn:aws:iam::123456789012:role/open";
/** A role that nobody may assume. */
export const closedRole = "arn:aws:iam::123456789012:role/closed";
export const webToken = "header.payload.signature";

/** An AWS on this machine, with every place that hands out credentials. */
export interface CredentialWorld {
  readonly store: Store;
  /** Before STS: what it says can be replaced. */
  readonly sts: FaultProxy;
  readonly sso: JsonServer;
  readonly instance: JsonServer;
  readonly bareInstance: JsonServer;
  readonly container: JsonServer;
  readonly proxy: ConnectProxy;
  readonly authority: Authority;
  /** Writes a file into the folder of this world and gives its path. */
  write(name: string, text: string): Promise<string>;
  /** A home in which somebody is signed in. */
  signIn(token?: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts it. What it hands out lasts for `seconds`. */
export async function startCredentialWorld(seconds = 3600): Promise<CredentialWorld> {
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-credentials-"));
  const session = seconds === 3600 ? {} : { sessionSeconds: seconds };
  const store = await startStore({
    roles: [
      { arn: openRole, webTokens: [webToken], ...session },
      { arn: closedRole, trust: { Statement: { Effect: "Deny", Action: "*", Principal: { AWS: "*" } } } },
    ],
  });
  store.createBucket(cellBucket);
  for (let index = 0; index < 10; index += 1) store.put(cellBucket, `${index}.csv`, `id\n${index}\n`);
  const issuer = { identities: store.identities, seconds };
  const authority = makeAuthority();
  const sso = await startSsoPortal(issuer);
  const servers = {
    sts: await startFaultProxy(store.url),
    sso,
    instance: await startInstanceMetadata(issuer),
    bareInstance: await startInstanceMetadata(null),
    container: await startContainer(issuer),
    proxy: await startConnectProxy(authority, { "s3.": store.url, "sts.": store.url, "portal.sso.": sso.url }),
  };
  let count = 0;
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, `${(count += 1)}`, name);
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, text);
    return path;
  };
  return {
    store,
    authority,
    ...servers,
    write,
    signIn: async (token = ssoToken) => {
      // The name of the cached token: https://docs.aws.amazon.com/sdkref/latest/guide/understanding-sso.html
      const name = `${createHash("sha1").update("corp").digest("hex")}.json`;
      const expiresAt = new Date(Date.now() + 8 * 3600 * 1000).toISOString();
      const path = await write(`.aws/sso/cache/${name}`, JSON.stringify({ accessToken: token, expiresAt }));
      return path.slice(0, -`/.aws/sso/cache/${name}`.length);
    },
    close: async () => {
      await Promise.all([...Object.values(servers).map(async (server) => server.close()), store.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The keys of the store's user, as files and variables name them. */
export const userKeys = {
  aws_access_key_id: DEFAULT_USER.accessKeyId,
  aws_secret_access_key: DEFAULT_USER.secretAccessKey,
};

/** A section of a shared config file. */
export function section(name: string, settings: Readonly<Record<string, string>>): string {
  return `[${name}]\n${Object.entries(settings)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join("")}\n`;
}

/** What a pod is told of the agent beside it. */
export function containerVariables(world: CredentialWorld, url = world.container.url): Record<string, string> {
  return {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/credentials`,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: containerToken,
  };
}
