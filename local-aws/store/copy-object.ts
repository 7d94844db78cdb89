import { checkReadable } from "./access-traits.ts";
import { etagOf } from "./bucket.ts";
import { arnOf, bucketOf, xmlReply, type Call, type Reply } from "./call.ts";
import { findObject } from "./get-object.ts";
import { listedTime } from "./listing-text.ts";
import { checkKey, readTraits, writtenHeaders } from "./put-object.ts";
import type { S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";
import { document, element } from "./xml.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export function copyObject(call: Call): Reply {
  const { request, state } = call;
  const bucket = bucketOf(call);
  const from = parseSource(request.headers.get("x-amz-copy-source") ?? "");
  if (!call.may("s3:GetObject", arnOf(from.bucket, from.key))) throw new S3Error("AccessDenied", "Access Denied");
  const source = findObject({ ...call, request: { ...request, ...from } });
  checkReadable(source, { ...request, headers: new Map() });
  const replaces = request.headers.get("x-amz-metadata-directive") === "REPLACE";
  const object = bucket.put({
    key: checkKey(request.key ?? ""),
    content: source.content,
    lastModified: state.now(),
    // A copy is one part again, so its tag is the MD5 even where the source's was not.
    etag: null,
    traits: replaces ? readTraits(request) : source.traits,
  });
  const modified = element("LastModified", listedTime(object.lastModified, state.behaviour.timestamps));
  const reply = xmlReply(document("CopyObjectResult", modified + element("ETag", `"${etagOf(object)}"`)));
  return { ...reply, headers: { ...reply.headers, ...writtenHeaders(object) } };
}

function parseSource(header: string): Pick<S3Request, "query"> & { bucket: string; key: string } {
  const match = /^\/?([^/]+)\/(.+?)(?:\?versionId=(.+))?$/.exec(header);
  const [, bucket = "", key = "", versionId] = match ?? [];
  if (match === null) throw new S3Error("InvalidArgument", "Copy Source must mention the source bucket and key");
  return { bucket, key: decodeURIComponent(key), query: versionId === undefined ? [] : [["versionId", versionId]] };
}
