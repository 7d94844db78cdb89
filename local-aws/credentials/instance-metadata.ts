import { issue, type Issuer } from "./issuer.ts";
import { startJsonServer, type JsonServer } from "./json-server.ts";

const token = "instance-metadata-token-AQAEAGeneric==";
const path = "/latest/meta-data/iam/security-credentials/";
const role = "instance-role";

/**
 * The instance metadata of EC2, version 2: nothing without a token. Without an issuer, a machine that has no role.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
export async function startInstanceMetadata(issuer: Issuer | null): Promise<JsonServer> {
  return startJsonServer(({ method, url, headers }) => {
    if (method === "PUT" && url === "/latest/api/token") return { status: 200, body: token };
    if (headers["x-aws-ec2-metadata-token"] !== token) return { status: 401, body: "" };
    if (issuer === null || (url !== path && url !== `${path}${role}`)) return { status: 404, body: "" };
    if (url === path) return { status: 200, body: role };
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = issue(issuer, role);
    return {
      status: 200,
      body: {
        Code: "Success",
        Type: "AWS-HMAC",
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        Token: sessionToken,
        Expiration: expiration.toISOString(),
      },
    };
  });
}
