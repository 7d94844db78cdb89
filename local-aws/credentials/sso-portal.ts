import { issue, type Issuer } from "./issuer.ts";
import { startJsonServer, type JsonServer } from "./json-server.ts";

/** The token of whoever is signed in. */
export const ssoToken = "sso-access-token-0123456789abcdef";

/**
 * The portal of IAM Identity Center: role credentials for the token of a sign-in.
 * https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
 */
export async function startSsoPortal(issuer: Issuer): Promise<JsonServer> {
  return startJsonServer(({ url = "/", headers }) => {
    const { pathname, searchParams } = new URL(url, "http://portal");
    if (pathname !== "/federation/credentials") return refusal(404, "ResourceNotFoundException", "no such path");
    if (headers["x-amz-sso_bearer_token"] !== ssoToken) {
      return refusal(401, "UnauthorizedException", "Session token not found or invalid");
    }
    if (searchParams.get("role_name") !== "reader") return refusal(403, "ForbiddenException", "No access");
    const { expiration, ...keys } = issue(issuer, "reader");
    return { status: 200, body: { roleCredentials: { ...keys, expiration: expiration.getTime() } } };
  });
}

function refusal(status: number, type: string, message: string) {
  return { status, headers: { "x-amzn-errortype": type }, body: { message } };
}
