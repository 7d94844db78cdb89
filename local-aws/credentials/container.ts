import { issue, type Issuer } from "./issuer.ts";
import { startJsonServer, type JsonServer } from "./json-server.ts";

/** What the agent wants to be shown, as EKS writes it into a pod's file. */
export const containerToken = "pod-identity-token-0123456789";

/**
 * The agent beside a container of ECS or a pod of EKS, at `/credentials`.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function startContainer(issuer: Issuer): Promise<JsonServer> {
  return startJsonServer(({ url, headers }) => {
    if (url !== "/credentials") return { status: 404, body: { code: "NotFound", message: "no such path" } };
    if (headers.authorization !== containerToken) {
      return { status: 403, body: { code: "AccessDeniedException", message: "Unauthorized Exception!" } };
    }
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = issue(issuer, "pod-role");
    return {
      status: 200,
      body: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: expiration.toISOString(),
      },
    };
  });
}
