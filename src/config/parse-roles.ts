import type { Role } from "../s3/connection.ts";
import type { TopSection, TopTextKey } from "./schema.ts";
import { parseAccountId } from "./parse-account-id.ts";
import { partitionOf } from "./partition.ts";
import { optionalTextOf, reject, valueOf } from "./section.ts";

/**
 * The roles to assume, in their order. The session names are those of singer-io/tap-s3-csv, because trust policies may
 * ask for them.
 */
export function parseRoles(top: TopSection): readonly Role[] {
  const proxyArn = parsePair(top, "proxy_account_id", "proxy_role_name");
  const roleArn = parseRoleArn(top) ?? parsePair(top, "account_id", "role_name");
  const externalId = parseExternalId(top);
  const wanted = isGiven(top, "role_arn", "account_id", "role_name");
  if (!wanted && optionalTextOf(top, "external_id") !== undefined) {
    reject(top, "external_id", "needs a role to go with; add account_id and role_name, or role_arn");
  }
  if (!wanted && proxyArn !== undefined) {
    reject(top, "proxy_role_name", "needs the role that comes after it; add account_id and role_name, or role_arn");
  }
  if (wanted && valueOf(top, "anonymous") === true) {
    reject(top, "anonymous", "is true, but a role to assume is given too; a role needs credentials");
  }
  if (roleArn === undefined) return [];
  const sessionName = proxyArn === undefined ? "TapS3CSV" : "TapS3CSVCustSession";
  const role = { arn: roleArn, sessionName, ...(externalId !== undefined && { externalId }) };
  return proxyArn === undefined ? [role] : [{ arn: proxyArn, sessionName: "ProxySession" }, role];
}

function isGiven(top: TopSection, ...keys: readonly TopTextKey[]): boolean {
  return keys.some((key) => optionalTextOf(top, key) !== undefined);
}

function parsePair(top: TopSection, accountKey: TopTextKey, nameKey: TopTextKey): string | undefined {
  const account = parseAccountId(top, accountKey);
  const name = parseRoleName(top, nameKey);
  const hasAccount = optionalTextOf(top, accountKey) !== undefined;
  const hasName = optionalTextOf(top, nameKey) !== undefined;
  if (hasAccount !== hasName) {
    const [missing, given] = hasName ? [accountKey, nameKey] : [nameKey, accountKey];
    if (!top.findings.hasRejected(missing)) reject(top, missing, `is missing, and ${given} is given; they go together`);
  }
  return account === undefined || name === undefined
    ? undefined
    : `arn:${partitionOf(optionalTextOf(top, "aws_region"))}:iam::${account}:role/${name}`;
}

/** A name, perhaps below a path. */
function parseRoleName(top: TopSection, key: TopTextKey): string | undefined {
  const name = optionalTextOf(top, key)?.replace(/^\//, "");
  if (name === undefined || /^[\w+=,.@/-]+$/.test(name)) return name;
  const hint = name.startsWith("arn:") && key === "role_name" ? "; put an ARN into role_arn" : "";
  reject(top, key, `must be the name of a role, for example "tap-s3-csv"${hint}`);
  return undefined;
}

function parseRoleArn(top: TopSection): string | undefined {
  const arn = optionalTextOf(top, "role_arn");
  if (arn === undefined) return undefined;
  if (isGiven(top, "account_id", "role_name")) {
    reject(top, "role_arn", "is given together with account_id or role_name; leave one of the two out");
  }
  // S3-compatible stores have accounts of other forms.
  const form =
    optionalTextOf(top, "aws_endpoint_url") === undefined ? /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/ : /^arn:\S+$/;
  if (form.test(arn)) return arn;
  reject(top, "role_arn", 'must be the ARN of a role, for example "arn:aws:iam::123456789012:role/tap-s3-csv"');
  return undefined;
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html says what an external id is made of. */
function parseExternalId(top: TopSection): string | undefined {
  const id = optionalTextOf(top, "external_id");
  if (id === undefined || /^[\w+=,.@:/-]{2,1224}$/.test(id)) return id;
  reject(top, "external_id", "must be 2 to 1224 letters, digits or any of + = , . @ : / - _");
  return undefined;
}
