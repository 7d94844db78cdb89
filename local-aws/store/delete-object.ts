import type { Bucket, Version } from "./bucket.ts";
import { readDocument } from "./bucket-operations.ts";
import { arnOf, bucketOf, xmlReply, type Call, type Reply } from "./call.ts";
import { parameter } from "./request.ts";
import { childText, document, element } from "./xml.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject(call: Call): Reply {
  const removed = remove(
    bucketOf(call),
    call.request.key ?? "",
    parameter(call.request, "versionId"),
    call.state.now(),
  );
  if (removed === undefined || removed.versionId === "null") return { status: 204 };
  const marker = removed.kind === "delete-marker" ? { "x-amz-delete-marker": "true" } : {};
  return { status: 204, headers: { "x-amz-version-id": removed.versionId, ...marker } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export function deleteObjects(call: Call): Reply {
  const bucket = bucketOf(call);
  const root = readDocument(call.request.body);
  const isQuiet = childText(root, "Quiet") === "true";
  let text = "";
  for (const entry of root.children.filter((it) => it.name === "Object")) {
    const key = childText(entry, "Key") ?? "";
    if (!call.may("s3:DeleteObject", arnOf(bucket.name, key))) {
      text += `<Error>${element("Key", key)}${element("Code", "AccessDenied")}${element("Message", "Access Denied")}</Error>`;
      continue;
    }
    remove(bucket, key, childText(entry, "VersionId"), call.state.now());
    if (!isQuiet) text += `<Deleted>${element("Key", key)}</Deleted>`;
  }
  return xmlReply(document("DeleteResult", text));
}

function remove(bucket: Bucket, key: string, versionId: string | undefined, now: number): Version | undefined {
  return versionId === undefined ? bucket.remove(key, now) : bucket.removeVersion(key, versionId);
}
