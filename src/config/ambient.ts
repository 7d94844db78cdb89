import type { JsonObject } from "../json.ts";
import type { Config } from "./config.ts";

/**
 * What every AWS tool takes from the environment and the SDK for JavaScript does not, or not beside
 * an endpoint of the config: the region's older name, the address of STS, and the proxy. Also what
 * must not be logged because the environment holds it.
 */
export function withAmbient(config: Config, environment: Environment): Config {
  const { connection } = config;
  const region =
    connection.region ?? (isSet(environment["AWS_REGION"]) ? undefined : environment["AWS_DEFAULT_REGION"]);
  const stsEndpoint = environment["AWS_ENDPOINT_URL_STS"] ?? environment["AWS_ENDPOINT_URL"];
  const proxy = proxyFor(connection.endpoint ?? "https://s3.amazonaws.com", environment);
  const secrets = [environment["AWS_SECRET_ACCESS_KEY"], environment["AWS_SESSION_TOKEN"], passwordOf(proxy)];
  return {
    ...config,
    connection: {
      ...connection,
      ...(isSet(region) && { region }),
      ...(isSet(stsEndpoint) && { stsEndpoint }),
      ...(isSet(proxy) && { proxy }),
    },
    secrets: [...config.secrets, ...secrets.filter(isSet).filter(({ length }) => length >= 4)],
  };
}

/**
 * The settings that the environment stands in for, to be the first source of a config. The SDK would find the endpoint
 * by itself, but put the bucket into the host name, which only AWS resolves, and nobody else would know of it.
 */
export function ambientSettings(environment: Environment): JsonObject {
  const endpoint = environment["AWS_ENDPOINT_URL_S3"] ?? environment["AWS_ENDPOINT_URL"];
  return isSet(endpoint) ? { aws_endpoint_url: endpoint } : {};
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The conventions of curl and of Python's requests: lower case first, `NO_PROXY` lists hosts and their domains. */
function proxyFor(endpoint: string, environment: Environment): string | undefined {
  const { protocol, hostname } = new URL(endpoint);
  const proxy = environment["https_proxy"] ?? environment["HTTPS_PROXY"];
  if (protocol !== "https:" || !isSet(proxy)) return undefined;
  const exceptions = (environment["no_proxy"] ?? environment["NO_PROXY"] ?? "").split(",").map((host) => host.trim());
  const isException = exceptions.some(
    (host) => host === "*" || (host !== "" && `.${hostname}`.endsWith(host.startsWith(".") ? host : `.${host}`)),
  );
  if (isException) return undefined;
  return proxy.includes("://") ? proxy : `http://${proxy}`;
}

function passwordOf(proxy: string | undefined): string | undefined {
  return proxy !== undefined && URL.canParse(proxy) ? new URL(proxy).password : undefined;
}

function isSet(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
