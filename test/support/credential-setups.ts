import { devNull } from "node:os";
import { type Fault } from "../../local-aws/fault-proxy/faults.ts";
import { openRole, section, userKeys, webToken, type CredentialWorld } from "./credential-world.ts";

/** How a run is set up. */
export interface Setup {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Happens while the run goes on. */
  readonly midway?: () => void | Promise<void>;
}

type Variables = Readonly<Record<string, string>>;

/** A config file of AWS tools, and the profile "analytics" of it. */
export async function profile(world: CredentialWorld, text: string, env: Variables = {}): Promise<Setup> {
  return {
    settings: { aws_profile: "analytics" },
    env: { AWS_CONFIG_FILE: await world.write("config", text), ...env },
  };
}

export const role = (arn: string, source = "base"): string =>
  section("profile analytics", { role_arn: arn, source_profile: source, external_id: "analytics-7" }) +
  section("profile base", userKeys);

export const sso = (roleName = "reader"): string =>
  section("profile analytics", { sso_session: "corp", sso_account_id: "123456789012", sso_role_name: roleName }) +
  section("sso-session corp", { sso_region: "us-east-1", sso_start_url: "https://corp.awsapps.com/start" });

export const web = async (world: CredentialWorld, token = webToken): Promise<Setup> => ({
  settings: {},
  env: { AWS_WEB_IDENTITY_TOKEN_FILE: await world.write("token", `${token}\n`), AWS_ROLE_ARN: openRole },
});

/** STS stalls, or says this. */
export const sts = (world: CredentialWorld, fault: Fault): void =>
  world.sts.setRules({ when: { operation: ["AssumeRole", "AssumeRoleWithWebIdentity"] }, do: fault });

export const stall: Fault = { kind: "stall-before-headers" };

/** The way to AWS that needs the proxy: no endpoint, and an authority that only this test knows. */
export async function viaProxy(world: CredentialWorld, { settings, env }: Setup): Promise<Setup> {
  const bundle = await world.write("authority.pem", world.authority.certificate);
  return {
    settings: { ...settings, aws_endpoint_url: null, aws_region: "us-east-1", path_style: true },
    env: {
      ...env,
      HTTPS_PROXY: world.proxy.url.replace("//", "//me:s%40cret@"),
      AWS_CA_BUNDLE: bundle,
      AWS_ENDPOINT_URL_STS: "",
      AWS_ENDPOINT_URL_SSO: "",
    },
  };
}

/** A profile whose credential_process is this script. */
export const byProcess = async (world: CredentialWorld, path: string): Promise<Setup> =>
  profile(world, section("profile analytics", { credential_process: `"${process.execPath}" "${path}"` }));

/** A script that prints keys of a new session. */
export const printKeys = ({ store }: CredentialWorld): string => {
  const until = new Date(Date.now() + 3_600_000);
  const keys = store.identities.startSession("arn:aws:sts::1:assumed-role/p/x", { arn: openRole }, until.getTime());
  return `console.log(JSON.stringify(${JSON.stringify({
    Version: 1,
    AccessKeyId: keys.accessKeyId,
    SecretAccessKey: keys.secretAccessKey,
    SessionToken: keys.sessionToken,
    Expiration: until.toISOString(),
  })}))`;
};

/** Keys of a session that the store ends while the run goes on. */
export const session = ({ store }: CredentialWorld): Variables => {
  const until = Date.now() + 3_600_000;
  const keys = store.identities.startSession("arn:aws:sts::1:assumed-role/s/x", { arn: openRole }, until);
  return {
    aws_access_key_id: keys.accessKeyId,
    aws_secret_access_key: keys.secretAccessKey,
    aws_session_token: keys.sessionToken,
  };
};

export const end = (world: CredentialWorld) => (): void => world.store.identities.expireSessions();

/** Where a machine finds its metadata. */
export function instance(url: string): Variables {
  return { AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: url };
}

/** What every cell has, unless it says otherwise. What is slow is waited for less long than what a busy machine takes. */
export function common(world: CredentialWorld, fault?: string): Setup {
  return {
    settings: {
      bucket: "lake",
      aws_endpoint_url: world.store.url,
      request_timeout: fault === "slow" ? 0.4 : 20,
      max_retries: 1,
      time_extracted: false,
      tables: [{ table_name: "t", search_pattern: "\\.csv$" }],
    },
    env: {
      AWS_ENDPOINT_URL_STS: world.sts.url,
      AWS_ENDPOINT_URL_SSO: world.sso.url,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      AWS_EC2_METADATA_DISABLED: "true",
      HOME: "/nonexistent",
    },
  };
}

/** The world as it is between two cells. */
export function calm(world: CredentialWorld): void {
  world.sts.setRules();
  for (const server of [world.sso, world.instance, world.container]) server.misbehave(null);
}
