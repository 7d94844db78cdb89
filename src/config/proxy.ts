import { exemptionsOf } from "../s3/network/no-proxy.ts";
import type { Proxies, Proxy } from "../s3/network/proxy.ts";
import type { Findings } from "./findings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Lower case first. `HTTP_PROXY` is left out, as curl does: a web server may set it from a header of a request. */
const variables = {
  https: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
  http: ["http_proxy", "all_proxy", "ALL_PROXY"],
};

/**
 * The proxies of https requests, and of http requests where there are any, by the conventions of curl. One that cannot
 * be used is a violation, told without what it holds.
 */
export function readProxies(
  environment: Environment,
  endpoints: readonly (string | undefined)[],
  findings: Findings,
): Proxies {
  const named = (names: readonly string[]): string | undefined =>
    names.find((name) => (environment[name] ?? "") !== "");
  const usesHttp = endpoints.some((endpoint) => endpoint?.toLowerCase().startsWith("http:"));
  const forHttps = named(variables.https);
  const forHttp = usesHttp ? named(variables.http) : undefined;
  const https = readProxy(forHttps, environment, findings);
  const http = forHttp === forHttps ? https : readProxy(forHttp, environment, findings);
  return { ...(https !== undefined && { https }), ...(http !== undefined && { http }) };
}

function readProxy(variable: string | undefined, environment: Environment, findings: Findings): Proxy | undefined {
  if (variable === undefined) return undefined;
  const text = (environment[variable] ?? "").trim();
  const url = text.includes("://") ? text : `http://${text}`;
  const problem = findProblem(url);
  if (problem !== undefined) {
    findings.reject(variable, problem);
    return undefined;
  }
  const except = exemptionsOf(environment["no_proxy"] ?? environment["NO_PROXY"] ?? "");
  return { url, variable, except };
}

const form = 'must be the address of a proxy, for example "http://proxy.example.com:3128"';
const encoding = "in a user or a password write % as %25, # as %23, @ as %40, / as %2F and : as %3A";

function findProblem(text: string): string | undefined {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme?.startsWith("socks")) {
    return `is a SOCKS proxy (${scheme}://), which is not supported; name an http or https proxy`;
  }
  if (scheme !== "http" && scheme !== "https") return form;
  if (!URL.canParse(text)) return `${form}; ${encoding}`;
  const { username, password, hash, search, pathname } = new URL(text);
  if (hash !== "" || search !== "" || pathname !== "/" || !canDecode(username) || !canDecode(password)) {
    return `${form}, and end there; ${encoding}`;
  }
  return undefined;
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
