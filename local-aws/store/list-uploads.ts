import type { Upload } from "./bucket.ts";
import { bucketOf, xmlReply, type Call, type Reply } from "./call.ts";
import { compareUtf8 } from "./key-index.ts";
import { keyEncoding, listedTime, type KeyEncoding } from "./listing-text.ts";
import { countParameter, parameter } from "./request.ts";
import { document, element } from "./xml.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export function listMultipartUploads(call: Call): Reply {
  const { request, state } = call;
  const encoding = keyEncoding(request, state.behaviour);
  const prefix = parameter(request, "prefix") ?? "";
  const limit = countParameter(request, "max-uploads", state.behaviour.maxKeys);
  const uploads = [...bucketOf(call).uploads.values()]
    .filter((upload) => upload.key.startsWith(prefix) && isAfterMarkers(upload, call))
    .sort(compareUploads);
  const page = uploads.slice(0, limit);
  const last = page.length < uploads.length ? page.at(-1) : undefined;
  return xmlReply(
    document(
      "ListMultipartUploadsResult",
      element("Bucket", request.bucket ?? "") +
        element("KeyMarker", encoding.encode(parameter(request, "key-marker") ?? "")) +
        element("UploadIdMarker", parameter(request, "upload-id-marker") ?? "") +
        (last === undefined ? "" : nextMarkers(last, encoding)) +
        element("Prefix", encoding.encode(prefix)) +
        encoding.echo +
        element("MaxUploads", limit) +
        element("IsTruncated", last !== undefined) +
        page.map((upload) => listedUpload(upload, encoding, call)).join(""),
    ),
  );
}

// Without an upload id the marker's own uploads are skipped; with one, those after it follow.
function isAfterMarkers(upload: Upload, { request }: Call): boolean {
  const keyMarker = parameter(request, "key-marker");
  if (keyMarker === undefined || keyMarker === "") return true;
  const order = compareUtf8(upload.key, keyMarker);
  return order > 0 || (order === 0 && upload.uploadId > (parameter(request, "upload-id-marker") || "\uffff"));
}

function compareUploads(left: Upload, right: Upload): number {
  return compareUtf8(left.key, right.key) || compareUtf8(left.uploadId, right.uploadId);
}

function nextMarkers(last: Upload, encoding: KeyEncoding): string {
  return element("NextKeyMarker", encoding.encode(last.key)) + element("NextUploadIdMarker", last.uploadId);
}

function listedUpload(upload: Upload, encoding: KeyEncoding, { state }: Call): string {
  return (
    "<Upload>" +
    element("Key", encoding.encode(upload.key)) +
    element("UploadId", upload.uploadId) +
    element("StorageClass", upload.traits.storageClass ?? "STANDARD") +
    element("Initiated", listedTime(upload.initiated, state.behaviour.timestamps)) +
    "</Upload>"
  );
}
