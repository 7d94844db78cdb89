import type { Failure } from "../failure.ts";
import { networkReason } from "../network/network-reason.ts";
import { isClockError } from "./clock-error.ts";

interface RoleContext {
  readonly roleArn: string;
  /** The endpoint of STS, or its name. */
  readonly place: string;
  readonly keysFrom: string;
  readonly hasExternalId: boolean;
}

/** Why STS gives no credentials for a role, and what to do. */
export function reasonOfRole(failure: Failure, context: RoleContext): string {
  const { code, message } = failure;
  const { place, keysFrom } = context;
  if (isClockError(failure)) {
    return `the clocks of this machine and of ${place} differ too much (${code}); set the clock`;
  }
  switch (code) {
    case "AccessDenied":
      return deniedRole(message, context);
    case "InvalidClientTokenId":
      return `the access key id of ${keysFrom} is not known at ${place}, or its session token is not valid (${code}); check both`;
    case "UnrecognizedClientException":
    case "InvalidAccessKeyId":
      return `the access key id of ${keysFrom} is not known at ${place} (${code}); check it`;
    case "SignatureDoesNotMatch":
    case "IncompleteSignature":
      return `the secret access key of ${keysFrom} does not belong to its access key id (${code}); check it`;
    case "ExpiredToken":
    case "ExpiredTokenException":
      return `the credentials of ${keysFrom} have expired (${code}); renew them, or sign in again`;
    case "ValidationError":
      return `STS does not take the request (${code}: ${message}); check the role's ARN and how long its sessions may last`;
    default:
      return common(failure, place);
  }
}

/** Why STS gives no credentials for a token, and what to do. */
export function reasonOfToken(failure: Failure, { roleArn, place }: { roleArn: string; place: string }): string {
  const { code, message } = failure;
  const said = `(${code}: ${message})`;
  switch (code) {
    case "AccessDenied":
      return `the trust policy of "${roleArn}" must allow sts:AssumeRoleWithWebIdentity to the token's issuer, subject and audience ${said}`;
    case "InvalidIdentityToken":
      return `STS does not accept the token ${said}; check the identity provider in IAM and the audience of the token`;
    case "ExpiredTokenException":
    case "ExpiredToken":
      return `the token has expired ${said}; whoever writes the token file must renew it`;
    case "IDPRejectedClaim":
      return `the identity provider has rejected the token ${said}; ask for a new one`;
    case "IDPCommunicationError":
      return `STS cannot reach the identity provider ${said}; try again later`;
    case "ValidationError":
      return `STS does not take the request ${said}; check AWS_ROLE_ARN and the token file`;
    default:
      return common(failure, place);
  }
}

/** AWS says which policy is at fault where it may; elsewhere each one that can be is named. */
function deniedRole(message: string, { roleArn, keysFrom, hasExternalId }: RoleContext): string {
  const said = `(AccessDenied: ${message})`;
  const who = /\barn:\S+/.exec(message)?.[0] ?? `the caller (${keysFrom})`;
  if (/no identity-based policy allows/.test(message)) {
    return `a policy of ${who} must allow sts:AssumeRole on "${roleArn}" ${said}`;
  }
  const deny = /explicit deny in (an? [\w -]*policy)/.exec(message)?.[1];
  if (deny !== undefined) return `${deny} denies it; take out the denial of sts:AssumeRole ${said}`;
  if (/permissions boundary|session policy/.test(message)) {
    return `the ${/permissions boundary|session policy/.exec(message)?.[0]} of ${who} must allow sts:AssumeRole ${said}`;
  }
  const id = hasExternalId
    ? "with the external id that is configured"
    : "and if it asks for an external id, external_id must hold it";
  return `its trust policy must allow sts:AssumeRole to ${who}, ${id}; where the role is of a different account, a policy of the caller must allow sts:AssumeRole on it too ${said}`;
}

function common(failure: Failure, place: string): string {
  const { code, message, status } = failure;
  if (code === "RegionDisabledException") {
    return `STS is switched off for that account at ${place} (${code}); switch it on in the account settings of IAM, or set aws_region to a region where it is on`;
  }
  const network = networkReason(failure, {
    place: place.startsWith("http") ? `STS at "${place}"` : place,
    settings: "check AWS_ENDPOINT_URL_STS, aws_region",
  });
  if (network !== null) return network;
  if (code === "Unknown" || code === "BadAnswer") {
    return `what answers at ${place} is not STS${status === null ? "" : ` (${status})`}; check AWS_ENDPOINT_URL_STS, and whether a proxy is in its place`;
  }
  return `STS at ${place} answers ${status === null ? "" : `${status} `}${code}: ${message}`;
}
