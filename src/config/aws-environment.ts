import type { JsonObject } from "../json.ts";
import { credentialEnvironment, credentialVariables } from "../s3/credentials/environment.ts";
import {
  endpointOf,
  findProfileFlaws,
  noProfiles,
  readProfileFiles,
  type ProfileFiles,
} from "../s3/credentials/profile-files.ts";
import type { Connection } from "../s3/connection.ts";
import type { CaBundle } from "../s3/network/authorities.ts";
import { readFlag } from "./coerce.ts";
import type { Config } from "./config.ts";
import { findEndpointProblem } from "./endpoint.ts";
import { Findings } from "./findings.ts";
import { readProxies } from "./proxy.ts";
import { findRegionProblem } from "./region-name.ts";

/** What surrounds a config: the environment, the shared files of AWS tools, and which of their profiles is meant. */
export interface AwsEnvironment {
  readonly environment: Environment;
  readonly files: ProfileFiles;
  readonly profile: string;
  /** Why a profile that is named may not be there. */
  readonly flaws?: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings that the config leaves to its surroundings, and for each the name of what gives it. */
export interface AwsEnvironmentSettings {
  readonly settings: JsonObject;
  readonly names: Readonly<Record<string, string>>;
}

/** Reads the shared files, and finds out which profile is meant: the one that the config names, or the variable. */
export async function readAwsEnvironment(environment: Environment, profile: unknown): Promise<AwsEnvironment> {
  const aws = awsEnvironmentOf(environment, await readProfileFiles(), profile);
  const isThere = aws.profile === "default" || aws.files.profiles.has(aws.profile);
  return isThere ? aws : { ...aws, flaws: await findProfileFlaws() };
}

/** An aws whose files are read already. */
export function awsEnvironmentOf(
  environment: Environment,
  files: ProfileFiles = noProfiles,
  profile?: unknown,
): AwsEnvironment {
  const named = [profile, environment["AWS_PROFILE"]].find((name) => typeof name === "string" && name.trim() !== "");
  return { environment, files, profile: typeof named === "string" ? named.trim() : "default" };
}

/**
 * What every AWS tool takes from its surroundings and the SDK for JavaScript does not, or not beside an endpoint of the
 * config: the region's older name, the address of STS, the proxies, the certificates. Throws TapError of kind "usage" for
 * what cannot be used, by the name of the variable.
 */
export function withAwsEnvironment(config: Config, aws: AwsEnvironment): Config {
  const { connection } = config;
  const { environment } = aws;
  const findings = new Findings();
  const region = connection.region ?? regionOf(environment);
  const stsEndpoint = endpointIn(aws, "sts")?.value;
  const proxies = readProxies(environment, [connection.endpoint, stsEndpoint], findings);
  const caBundle = caBundleOf(aws);
  checkProfile(connection, aws, findings);
  checkRegion(connection, environment, findings);
  checkEndpoints(aws, findings);
  findings.throwViolations();
  const secrets = [
    environment["AWS_SECRET_ACCESS_KEY"],
    environment["AWS_SESSION_TOKEN"],
    // Without a user and a password, a proxy is what one wants to read in the sentence that it cannot be reached.
    ...[proxies.https?.url, proxies.http?.url].filter((url) => url?.includes("@") === true),
  ];
  return {
    ...config,
    connection: {
      ...connection,
      isPlain: isPlain(aws),
      environment: credentialEnvironment(environment),
      ...(region !== undefined && { region }),
      ...(stsEndpoint !== undefined && { stsEndpoint }),
      proxies,
      ...(caBundle !== undefined && { caBundle }),
    },
    secrets: [...config.secrets, ...secrets.flatMap((secret) => textOf(secret) ?? [])],
  };
}

/**
 * The settings that the environment stand in for, where no source of the config has them. The SDK would find the endpoint
 * by itself, but put the bucket into the host name, which only AWS resolves, and nobody else would know of it.
 */
export function awsEnvironmentSettings(aws: AwsEnvironment): AwsEnvironmentSettings {
  const endpoint = endpointIn(aws, "s3");
  if (endpoint === undefined) return { settings: {}, names: {} };
  return { settings: { aws_endpoint_url: endpoint.value }, names: { aws_endpoint_url: endpoint.name } };
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointIn(
  { environment, files, profile }: AwsEnvironment,
  service: "s3" | "sts",
): { readonly value: string; readonly name: string } | undefined {
  const ignored = environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"];
  const isIgnored = ignored ?? files.profiles.get(profile)?.["ignore_configured_endpoint_urls"];
  if (readFlag(isIgnored) === true) return undefined;
  for (const name of [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, "AWS_ENDPOINT_URL"]) {
    const value = textOf(environment[name]);
    if (value !== undefined) return { value, name };
  }
  const value = endpointOf(profile, service, files);
  return value === undefined ? undefined : { value, name: `endpoint_url of the profile "${profile}"` };
}

/** AWS_REGION as it stands is left to the SDK; one with a line break behind it would end up in host names. */
function regionOf(environment: Environment): string | undefined {
  const region = textOf(environment["AWS_REGION"]);
  if (region === undefined) return textOf(environment["AWS_DEFAULT_REGION"]);
  return region === environment["AWS_REGION"] ? undefined : region;
}

/** Whether the SDK would find nothing in the surroundings that the tap does not look at itself. */
function isPlain({ environment, files }: AwsEnvironment): boolean {
  if (files.profiles.size > 0 || files.services.size > 0) return false;
  return Object.keys(environment).every((name) => !name.startsWith("AWS_") || lookedAt.has(name));
}

const lookedAt: ReadonlySet<string> = new Set([
  ...credentialVariables,
  "AWS_CONFIG_FILE",
  "AWS_SHARED_CREDENTIALS_FILE",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_S3",
  "AWS_ENDPOINT_URL_STS",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_CA_BUNDLE",
  // Of other tools, or without a meaning for requests.
  "AWS_PAGER",
  "AWS_DEFAULT_OUTPUT",
  "AWS_EXECUTION_ENV",
  "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED",
]);

function caBundleOf({ environment, files, profile }: AwsEnvironment): CaBundle | undefined {
  const path = textOf(environment["AWS_CA_BUNDLE"]);
  if (path !== undefined) return { path, namedBy: "AWS_CA_BUNDLE" };
  const own = files.profiles.get(profile)?.["ca_bundle"];
  return own === undefined ? undefined : { path: own, namedBy: `ca_bundle of the profile "${profile}"` };
}

/** Whoever names a profile does not want to be somebody else. */
function checkProfile(
  { credentials }: Connection,
  { environment, files, flaws = [] }: AwsEnvironment,
  findings: Findings,
): void {
  if (credentials.from !== "chain") return;
  const variable = textOf(environment["AWS_PROFILE"]);
  const name = credentials.profile ?? variable;
  if (name === undefined || files.profiles.has(name)) return;
  const known = [...files.profiles.keys()].map((other) => JSON.stringify(other));
  const others = [known.length === 0 ? "they hold none" : `they hold ${known.join(", ")}`, ...flaws].join("; ");
  findings.reject(
    credentials.profile === undefined ? "AWS_PROFILE" : "aws_profile",
    `there is no profile ${JSON.stringify(name)} in the shared config and credentials files of AWS (${others})`,
  );
}

/** One that is mistyped must not lead to AWS. That of S3 is looked at as a setting. */
function checkEndpoints(aws: AwsEnvironment, findings: Findings): void {
  const { files, profile } = aws;
  const services = files.profiles.get(profile)?.["services"];
  if (services !== undefined && !files.services.has(services)) {
    const lack = `is ${JSON.stringify(services)}, and there is no section [services ${services}] in the config file of AWS`;
    findings.reject(`services of the profile "${profile}"`, lack);
  }
  const sts = endpointIn(aws, "sts");
  const problem = sts === undefined ? undefined : findEndpointProblem(sts.value, true);
  if (sts !== undefined && problem !== undefined && sts.name !== endpointIn(aws, "s3")?.name) {
    findings.reject(sts.name, problem);
  }
}

/** The SDK would take another region for one that it cannot read. */
function checkRegion({ region }: Connection, environment: Environment, findings: Findings): void {
  if (region !== undefined) return;
  const name = ["AWS_REGION", "AWS_DEFAULT_REGION"].find((variable) => textOf(environment[variable]) !== undefined);
  const problem = name === undefined ? undefined : findRegionProblem(textOf(environment[name]) ?? "");
  if (name !== undefined && problem !== undefined) findings.reject(name, problem);
}

function textOf(value: string | undefined): string | undefined {
  const text = value?.trim();
  return text === "" ? undefined : text;
}
