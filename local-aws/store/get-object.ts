import { gunzipSync } from "node:zlib";
import { checkReadable } from "./access-traits.ts";
import { etagOf, type Bucket, type StoredObject } from "./bucket.ts";
import { arnOf, bucketOf, type Call, type Reply } from "./call.ts";
import { checksumHeaders } from "./checksum.ts";
import { checkConditions } from "./conditions.ts";
import { Content } from "./content.ts";
import { parseRange } from "./range.ts";
import { parameter } from "./request.ts";
import { S3Error } from "./s3-error.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function getObject(call: Call): Reply {
  const { request, state } = call;
  const object = findObject(call);
  checkReadable(object, request);
  if (isTranscoded(object, call)) return transcodedReply(object, call);
  if (!checkConditions(object, request)) return { status: 304, headers: describe(object) };
  const { content } = object;
  const range = parseRange(request.headers.get("range"), content.size);
  if (range !== null) {
    return {
      status: 206,
      headers: { ...describe(object), "content-range": `bytes ${range.from}-${range.to - 1}/${content.size}` },
      body: { content, ...range },
    };
  }
  const headers = { ...describe(object), ...checksumHeaders(object, request, state.behaviour.checksum) };
  return { status: 200, headers, body: { content, from: 0, to: content.size } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export function headObject(call: Call): Reply {
  return getObject(call);
}

/** The object, or version of it, that a request names. */
export function findObject(call: Call): StoredObject {
  const bucket = bucketOf(call);
  const key = call.request.key ?? "";
  const versionId = parameter(call.request, "versionId");
  if (versionId !== undefined) return findVersion(bucket, key, versionId);
  const object = bucket.find(key);
  if (object !== undefined) return object;
  // Who may not list is not told whether the key exists.
  if (!call.may("s3:ListBucket", arnOf(bucket.name))) throw new S3Error("AccessDenied", "Access Denied");
  const marker = bucket.hidingMarker(key);
  throw new S3Error("NoSuchKey", "The specified key does not exist.", {
    elements: { Key: key },
    ...(marker === undefined ? {} : { headers: markerHeaders(marker.versionId) }),
  });
}

function findVersion(bucket: Bucket, key: string, versionId: string): StoredObject {
  const version = bucket.findVersion(key, versionId);
  if (version?.kind === "object") return version.object;
  if (version?.kind === "delete-marker") {
    throw new S3Error("MethodNotAllowed", "The specified method is not allowed against this resource.", {
      headers: markerHeaders(versionId),
    });
  }
  if (versionId !== "null" && !/^[\w-]{32}$/.test(versionId)) {
    throw new S3Error("InvalidArgument", "Invalid version id specified", {
      elements: { ArgumentName: "versionId", ArgumentValue: versionId },
    });
  }
  throw new S3Error("NoSuchVersion", "The specified version does not exist.", {
    elements: { Key: key, VersionId: versionId },
  });
}

function markerHeaders(versionId: string): Record<string, string> {
  return { "x-amz-delete-marker": "true", "x-amz-version-id": versionId };
}

function describe(object: StoredObject): Record<string, string> {
  const { traits } = object;
  const headers: Record<string, string> = {
    "accept-ranges": "bytes",
    "content-type": traits.contentType ?? "binary/octet-stream",
    etag: `"${etagOf(object)}"`,
    "last-modified": new Date(object.lastModified).toUTCString(),
  };
  if (object.versionId !== "null") headers["x-amz-version-id"] = object.versionId;
  if (traits.contentEncoding !== undefined) headers["content-encoding"] = traits.contentEncoding;
  if (traits.storageClass !== undefined) headers["x-amz-storage-class"] = traits.storageClass;
  if (traits.archiveStatus !== undefined) headers["x-amz-archive-status"] = traits.archiveStatus;
  if (traits.restored === true) headers["x-amz-restore"] = 'ongoing-request="false"';
  if (traits.customerKey !== undefined) headers["x-amz-server-side-encryption-customer-algorithm"] = "AES256";
  for (const [name, value] of Object.entries(traits.metadata ?? {})) headers[`x-amz-meta-${name}`] = value;
  return headers;
}

function isTranscoded(object: StoredObject, call: Call): boolean {
  return object.traits.transcoded === true && !(call.request.headers.get("accept-encoding") ?? "").includes("gzip");
}

// As GCS and R2: no length, no range, no encoding, and an ETag that is not that of the listing.
function transcodedReply(object: StoredObject, { request }: Call): Reply {
  const content = new Content(request.method === "HEAD" ? "" : gunzipSync(object.content.bytes()));
  const { "content-encoding": _encoding, "accept-ranges": _ranges, ...headers } = describe(object);
  headers["etag"] = `W/"${etagOf(object)}"`;
  return { status: 200, headers, body: { content, from: 0, to: content.size }, lengthUnknown: true };
}
