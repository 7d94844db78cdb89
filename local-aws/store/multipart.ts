import { createHash, randomBytes } from "node:crypto";
import type { Behaviour } from "./behaviour.ts";
import type { Bucket, StoredObject, Traits, Upload } from "./bucket.ts";
import { readDocument } from "./bucket-operations.ts";
import { bucketOf, xmlReply, type Call, type Reply } from "./call.ts";
import { Content } from "./content.ts";
import { checkKey, readContent, readTraits, writtenHeaders } from "./put-object.ts";
import { parameter, type S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";
import { childText, document, element } from "./xml.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload(call: Call): Reply {
  const { request, state } = call;
  const upload = beginUpload(bucketOf(call), request.key ?? "", state.now(), readTraits(request));
  const names = element("Bucket", request.bucket ?? "") + element("Key", upload.key);
  return xmlReply(document("InitiateMultipartUploadResult", names + element("UploadId", upload.uploadId)));
}

/** An upload that ListMultipartUploads tells of until it ends. */
export function beginUpload(bucket: Bucket, key: string, initiated: number, traits: Traits): Upload {
  const uploadId = randomBytes(24).toString("base64url");
  const upload: Upload = { uploadId, key: checkKey(key), initiated, traits, parts: new Map() };
  bucket.uploads.set(uploadId, upload);
  return upload;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export function uploadPart(call: Call): Reply {
  const number = Number(parameter(call.request, "partNumber"));
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw new S3Error("InvalidArgument", "Part number must be an integer between 1 and 10000, inclusive");
  }
  const content = readContent(call.request);
  findUpload(call).parts.set(number, content);
  return { status: 200, headers: { etag: `"${content.md5()}"` } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export function completeMultipartUpload(call: Call): Reply {
  const { request, state } = call;
  const upload = findUpload(call);
  const parts = chooseParts(upload, request);
  const object = finishUpload(bucketOf(call), upload, parts, state.behaviour, state.now());
  const headers = writtenHeaders(object);
  const names = element("Bucket", request.bucket ?? "") + element("Key", object.key);
  const reply = xmlReply(document("CompleteMultipartUploadResult", names + element("ETag", headers["etag"] ?? "")));
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

/** Turns the parts into the object; when it was modified is a matter of the store's behaviour. */
export function finishUpload(
  bucket: Bucket,
  upload: Upload,
  parts: readonly Content[],
  behaviour: Behaviour,
  now: number,
): StoredObject {
  bucket.uploads.delete(upload.uploadId);
  const digests = createHash("md5");
  for (const part of parts) digests.update(part.md5() ?? "", "hex");
  const checksum = behaviour.checksum === "crc32" ? "composite" : behaviour.checksum;
  return bucket.put({
    key: upload.key,
    content: parts.length === 1 && parts[0] !== undefined ? parts[0] : new Content(joined(parts)),
    lastModified: behaviour.multipartStamp === "initiation" ? upload.initiated : now,
    etag: `${digests.digest("hex")}-${parts.length}`,
    traits: { checksum, ...upload.traits },
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export function abortMultipartUpload(call: Call): Reply {
  bucketOf(call).uploads.delete(findUpload(call).uploadId);
  return { status: 204 };
}

function findUpload(call: Call): Upload {
  const upload = bucketOf(call).uploads.get(parameter(call.request, "uploadId") ?? "");
  if (upload !== undefined && upload.key === call.request.key) return upload;
  throw new S3Error("NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid.");
}

const MIN_PART_SIZE = 5 * 1024 * 1024;

function chooseParts(upload: Upload, request: S3Request): Content[] {
  let last = 0;
  const entries = readDocument(request.body).children.filter((it) => it.name === "Part");
  const parts = entries.map((entry) => {
    const number = Number(childText(entry, "PartNumber"));
    if (!(number > last)) throw new S3Error("InvalidPartOrder", "The list of parts was not in ascending order.");
    last = number;
    const part = upload.parts.get(number);
    if (part === undefined || part.md5() !== childText(entry, "ETag")?.replaceAll('"', "")) {
      throw new S3Error("InvalidPart", "One or more of the specified parts could not be found.");
    }
    return part;
  });
  if (parts.length === 0) throw new S3Error("MalformedXML", "You must specify at least one part");
  if (parts.slice(0, -1).some((part) => part.size < MIN_PART_SIZE)) {
    throw new S3Error("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
  }
  return parts;
}

function joined(parts: readonly Content[]): Buffer {
  return Buffer.concat(parts.map((part) => part.bytes()));
}
