import { ACCOUNT, type AssumableRole } from "./identities.ts";
import type { Call, Reply } from "./call.ts";
import { xmlReply } from "./call.ts";
import { allows } from "./policy.ts";
import type { S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";
import { document, element } from "./xml.ts";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
const REQUEST_ID = "00000000-0000-4000-8000-000000000000";

/** The Action of a form that was posted to STS. */
export function stsAction(request: S3Request): string | null {
  return form(request).get("Action");
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function assumeRole(call: Call): Reply {
  const fields = form(call.request);
  const arn = fields.get("RoleArn") ?? "";
  const name = fields.get("RoleSessionName") ?? "";
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new S3Error("ValidationError", "1 validation error detected: Value at 'roleSessionName' is not valid");
  }
  const asked = Number(fields.get("DurationSeconds") ?? 3600);
  if (!(asked >= 900 && asked <= 43_200)) {
    throw new S3Error("ValidationError", "1 validation error detected: Value at 'durationSeconds' is out of range");
  }
  const role = call.state.identities.role(arn);
  // AWS does not tell a role that is missing from one that does not trust the caller.
  // Across accounts the caller's own policy must allow it as well; here it must always, when there is one.
  const isTold = call.may("sts:AssumeRole", arn);
  if (role === undefined || !isTold || !isTrusted(call, role.trust, fields.get("ExternalId") ?? undefined)) {
    const who = call.caller.kind === "known" ? call.caller.arn : "anonymous";
    throw new S3Error("AccessDenied", `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
  }
  return session(call, "AssumeRole", role, name, asked);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export function assumeRoleWithWebIdentity(call: Call): Reply {
  const fields = form(call.request);
  const token = fields.get("WebIdentityToken") ?? "";
  if (token.startsWith("expired"))
    throw new S3Error(
      "ExpiredTokenException",
      "Token expired: current date/time must be before the expiration date/time",
    );
  if (token.split(".").length !== 3) {
    throw new S3Error(
      "InvalidIdentityToken",
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    );
  }
  const role = call.state.identities.role(fields.get("RoleArn") ?? "");
  if (role?.webTokens?.includes(token) !== true) {
    throw new S3Error("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }
  return session(call, "AssumeRoleWithWebIdentity", role, fields.get("RoleSessionName") ?? "", 3600);
}

function session(call: Call, operation: string, role: AssumableRole, name: string, asked: number): Reply {
  const { arn } = role;
  const { identities, now } = call.state;
  const seconds = role.sessionSeconds ?? asked;
  const sessionArn = `${arn.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${name}`;
  const keys = identities.startSession(sessionArn, role, now() + seconds * 1000);
  const expiration = new Date(now() + (role.reportedSeconds ?? seconds) * 1000).toISOString();
  const credentials =
    element("AccessKeyId", keys.accessKeyId) +
    element("SecretAccessKey", keys.secretAccessKey) +
    element("SessionToken", keys.sessionToken) +
    element("Expiration", expiration);
  const user = element("Arn", sessionArn) + element("AssumedRoleId", `AROAEXAMPLE:${name}`);
  return result(operation, `<Credentials>${credentials}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>`);
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function getCallerIdentity({ caller }: Call): Reply {
  if (caller.kind === "anonymous") throw new S3Error("AccessDenied", "Request is missing Authentication Token");
  const names = element("Arn", caller.arn) + element("UserId", "AIDAEXAMPLE") + element("Account", ACCOUNT);
  return result("GetCallerIdentity", names);
}

/** An error as STS writes it; its codes differ from S3's where both find the same fault. */
export function stsErrorReply(error: S3Error): Reply {
  const code = STS_CODES[error.code] ?? error.code;
  // Of a clock, STS says that the signature does not match.
  const message = error.code === "RequestTimeTooSkewed" ? `Signature expired: ${error.message}` : error.message;
  const inner = element("Type", "Sender") + element("Code", code) + element("Message", message);
  const body = document("ErrorResponse", `<Error>${inner}</Error>${element("RequestId", REQUEST_ID)}`, NAMESPACE);
  return { ...xmlReply(body), status: badRequests.has(code) ? 400 : Math.max(error.status, 403) };
}

const badRequests = new Set(["ValidationError", "ExpiredTokenException", "InvalidIdentityToken"]);

const STS_CODES: Readonly<Record<string, string>> = {
  AuthorizationHeaderMalformed: "SignatureDoesNotMatch",
  InvalidAccessKeyId: "InvalidClientTokenId",
  InvalidToken: "InvalidClientTokenId",
  RequestTimeTooSkewed: "SignatureDoesNotMatch",
};

function isTrusted(
  { caller }: Call,
  trust: Parameters<typeof allows>[0] | undefined,
  externalId: string | undefined,
): boolean {
  if (caller.kind === "anonymous") return false;
  if (trust === undefined) return true;
  const conditions = { "sts:ExternalId": externalId };
  return allows(trust, { principal: caller.principal, action: "sts:AssumeRole", resource: "*", conditions });
}

function result(action: string, children: string): Reply {
  const metadata = `<ResponseMetadata>${element("RequestId", REQUEST_ID)}</ResponseMetadata>`;
  return xmlReply(
    document(`${action}Response`, `<${action}Result>${children}</${action}Result>${metadata}`, NAMESPACE),
  );
}

function form(request: S3Request): URLSearchParams {
  return new URLSearchParams(request.body.toString());
}
