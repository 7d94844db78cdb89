import { exemptionsOf } from "../s3/network/no-proxy.ts";
import type { Proxy } from "../s3/network/proxy.ts";
import type { Findings } from "./findings.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy of https requests, by the conventions of curl and boto3: lower case first. One that cannot be used is a
 * violation, told without what it holds.
 */
export function readProxy(environment: Environment, findings: Findings): Proxy | undefined {
  const variable = ["https_proxy", "HTTPS_PROXY"].find((name) => (environment[name] ?? "") !== "");
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
