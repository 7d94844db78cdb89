import { createHmac, hash } from "node:crypto";
import type { HttpRequest } from "@smithy/types";
import type { Keys } from "./credentials/keys.ts";
import { queryText } from "./network/query-text.ts";

/** SHA-256 of nothing: the body of whatever is signed here. */
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const algorithm = "AWS4-HMAC-SHA256";

/** Signs requests without a body for one region, at a moment. */
export type SignOwn = (request: HttpRequest, keys: Keys, now: Date) => HttpRequest;

/**
 * Signature version 4 of S3, for the requests that the tap makes itself: paths and queries as they are sent, all headers
 * but `user-agent` signed. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function ownSignature(region: string): SignOwn {
  let signing: { readonly secret: string; readonly day: string; readonly key: Buffer } = {
    secret: "",
    day: "",
    key: Buffer.alloc(0),
  };
  return (request, { accessKeyId, secretAccessKey, sessionToken }, now) => {
    const moment = now.toISOString().replace(/[-:]|\.\d+/g, "");
    const day = moment.slice(0, 8);
    if (signing.day !== day || signing.secret !== secretAccessKey)
      signing = { secret: secretAccessKey, day, key: signingKey(secretAccessKey, day, region) };
    const headers: Record<string, string> = {
      ...request.headers,
      "x-amz-date": moment,
      ...(sessionToken !== undefined && { "x-amz-security-token": sessionToken }),
      "x-amz-content-sha256": emptyHash,
    };
    const names = Object.keys(headers)
      .filter((name) => name !== "user-agent")
      .toSorted();
    const signed = names.join(";");
    const lines = names.map((name) => `${name}:${(headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`).join("");
    const { method, path, query = {} } = request;
    const canonical = `${method}\n${path}\n${queryText(query)}\n${lines}\n${signed}\n${emptyHash}`;
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = `${algorithm}\n${moment}\n${scope}\n${hash("sha256", canonical)}`;
    const signature = createHmac("sha256", signing.key).update(text).digest("hex");
    const authorization = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    return { ...request, headers: { ...headers, authorization } };
  };
}

function signingKey(secret: string, day: string, region: string): Buffer {
  let key = Buffer.from(`AWS4${secret}`);
  for (const text of [day, region, "s3", "aws4_request"]) key = createHmac("sha256", key).update(text).digest();
  return key;
}
