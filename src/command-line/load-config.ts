import { statSync } from "node:fs";
import { platform } from "node:os";
import { getuid } from "node:process";
import { awsEnvironmentSettings, readAwsEnvironment, withAwsEnvironment } from "../config/aws-environment.ts";
import type { Config } from "../config/config.ts";
import { readEnvironment } from "../config/environment.ts";
import { type ParsedConfig, parseConfig } from "../config/parse-config.ts";
import { secretsIn } from "../config/secrets.ts";
import { isObject, type JsonObject } from "../json.ts";
import type { Log } from "../log/log.ts";
import type { Secrets } from "../log/secrets.ts";
import { readEnvFile } from "./env-file.ts";
import { readJson } from "./read-json.ts";

/** The word that stands for the environment where a config file is expected. */
export const environmentWord = "ENV";

/** Reads and merges the configs that the command line names: files in their order, then the environment. */
export async function loadConfig(
  names: readonly string[],
  env: NodeJS.ProcessEnv,
  log: Log,
  secrets: Secrets,
): Promise<Config> {
  const files = names.filter((name) => name !== environmentWord);
  const sources: unknown[] = [];
  for (const file of files) sources.push(await readJson(file, "config"));
  if (files.length < names.length) sources.push(await readEnvironmentSource(env));
  const { config, warnings, notes } = await resolveConfig(sources, env, secrets);
  for (const warning of checkReaders(files, sources, config.secrets)) log.warn(warning);
  for (const warning of warnings) log.warn(warning);
  for (const note of notes) log.debug(note);
  return config;
}

/** What the word ENV stands for. */
export async function readEnvironmentSource(env: NodeJS.ProcessEnv): Promise<JsonObject> {
  return readEnvironment({ ...(await readEnvFile()), ...env });
}

/**
 * The config that these sources make, completed by what the environment and the shared files of AWS say. Throws TapError. Tells
 * `secrets` of all that it finds, and of what the sources hold before it says that they are wrong.
 */
export async function resolveConfig(
  sources: readonly unknown[],
  env: NodeJS.ProcessEnv,
  secrets: Secrets,
): Promise<ParsedConfig> {
  secrets.add(...secretsIn(sources), ...environmentSecrets(env));
  const aws = await readAwsEnvironment(env, lastOf("aws_profile", sources));
  const { settings, names } =
    lastOf("aws_endpoint_url", sources) === undefined ? awsEnvironmentSettings(aws) : { settings: {}, names: {} };
  // Behind the sources, of which one may say null.
  const parsed = parseConfig([...sources, settings], names);
  const config = withAwsEnvironment(parsed.config, aws);
  secrets.add(...config.secrets);
  return { ...parsed, config };
}

/** The value that wins, before anything of a config is known to be right. */
function lastOf(key: string, sources: readonly unknown[]): unknown {
  return sources
    .filter(isObject)
    .map((source) => source[key])
    .findLast((value) => value !== undefined && value !== null && value !== "");
}

/** What the AWS SDK may find in the environment by itself. */
function environmentSecrets(env: NodeJS.ProcessEnv): readonly string[] {
  // One without a user and a password is told where it cannot be reached.
  const proxies = proxyVariables.flatMap((name) => (env[name]?.includes("@") === true ? [env[name]] : []));
  return [...secretVariables.flatMap((name) => env[name] ?? []), ...proxies];
}

const secretVariables = [
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_CONTAINER_AUTHORIZATION_TOKEN",
];

const proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/** Warnings for config files that hold a secret and that others than their owner may read. */
function checkReaders(
  files: readonly string[],
  sources: readonly unknown[],
  secrets: readonly string[],
): readonly string[] {
  // Windows has other means, and tells nothing of them in the mode.
  if (platform() === "win32") return [];
  const warnings = [];
  for (const [index, file] of files.entries()) {
    const text = JSON.stringify(sources[index]);
    if (!secrets.some((secret) => text.includes(JSON.stringify(secret).slice(1, -1)))) continue;
    const { mode, uid } = statSync(file);
    // A file of somebody else, such as a secret that Kubernetes mounts, reaches us by its group only.
    if ((mode & (uid === getuid?.() ? 0o077 : 0o007)) === 0) continue;
    warnings.push(
      `The config file "${file}" holds secrets, and others than its owner can read it; run chmod 600 "${file}"`,
    );
  }
  return warnings;
}
