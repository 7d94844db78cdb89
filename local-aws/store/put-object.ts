import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { decodeChunked } from "./aws-chunked.ts";
import { etagOf, type StoredObject, type Traits } from "./bucket.ts";
import { bucketOf, type Call, type Reply } from "./call.ts";
import { checkWriteConditions } from "./conditions.ts";
import { Content, encodeCrc32 } from "./content.ts";
import { crc64nvme } from "./crc64.ts";
import type { S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export function putObject(call: Call): Reply {
  const bucket = bucketOf(call);
  const key = checkKey(call.request.key ?? "");
  checkWriteConditions(bucket.find(key), call.request);
  const content = readContent(call.request);
  const traits = readTraits(call.request);
  const object = bucket.put({
    key,
    content,
    lastModified: call.state.now(),
    etag: hiddenEtag(content, traits),
    traits,
  });
  return { status: 200, headers: writtenHeaders(object) };
}

/** What the answers to all writes carry. */
export function writtenHeaders(object: StoredObject): Record<string, string> {
  const etag = `"${etagOf(object)}"`;
  return object.versionId === "null" ? { etag } : { etag, "x-amz-version-id": object.versionId };
}

/** The bytes of a PUT, out of their aws-chunked framing and held against every digest that came with them. */
export function readContent(request: S3Request): Content {
  const streamed = request.headers.get("x-amz-content-sha256") === "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  const { body, trailers } = streamed ? decodeChunked(request.body) : { body: request.body, trailers: new Map() };
  const promised = request.headers.get("x-amz-decoded-content-length");
  if (promised !== undefined && Number(promised) !== body.length) {
    throw new S3Error(
      "IncompleteBody",
      "You did not provide the number of bytes specified by the Content-Length HTTP header.",
    );
  }
  for (const [name, digest] of DIGESTS) {
    const claimed = request.headers.get(name) ?? trailers.get(name);
    if (claimed !== undefined && claimed !== digest(body)) {
      throw new S3Error("BadDigest", `The ${name} you specified did not match what we received.`);
    }
  }
  return new Content(body);
}

/** What the headers of a write say of the object. */
export function readTraits(request: S3Request): Traits {
  const { headers } = request;
  // aws-chunked is the framing of the request and no property of the object.
  const encoding = headers
    .get("content-encoding")
    ?.split(",")
    .map((it) => it.trim())
    .filter((it) => it !== "aws-chunked")
    .join(",");
  const metadata: Record<string, string> = {};
  for (const [name, value] of headers) if (name.startsWith("x-amz-meta-")) metadata[name.slice(11)] = value;
  return {
    ...present("contentType", headers.get("content-type")),
    ...present("contentEncoding", encoding),
    ...present("storageClass", headers.get("x-amz-storage-class")),
    ...present("customerKey", headers.get("x-amz-server-side-encryption-customer-key")),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

/** The key, if S3 would take it. */
export function checkKey(key: string): string {
  if (Buffer.byteLength(key) > 1024) throw new S3Error("KeyTooLongError", "Your key is too long");
  return key;
}

/** An ETag that hides the MD5 of the content, as SSE-C does; null where nothing need be hidden. */
export function hiddenEtag(content: Content, { customerKey }: Traits): string | null {
  if (customerKey === undefined) return null;
  return createHash("md5").update(`${customerKey} ${content.md5()}`).digest("hex");
}

function present<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  if (value !== undefined && value !== "") found[name] = value;
  return found;
}

const DIGESTS: readonly (readonly [string, (body: Buffer) => string])[] = [
  ["content-md5", (body) => createHash("md5").update(body).digest("base64")],
  ["x-amz-checksum-crc32", (body) => encodeCrc32(crc32(body))],
  ["x-amz-checksum-crc64nvme", (body) => crc64nvme([body]).toString("base64")],
  ["x-amz-checksum-sha1", (body) => createHash("sha1").update(body).digest("base64")],
  ["x-amz-checksum-sha256", (body) => createHash("sha256").update(body).digest("base64")],
];
