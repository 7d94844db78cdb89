import type { Behaviour } from "./behaviour.ts";
import type { StoredObject } from "./bucket.ts";
import type { Content } from "./content.ts";
import type { S3Request } from "./request.ts";

/** The checksum headers of a whole-object answer, when the client asks for them. */
export function checksumHeaders(
  { content, traits }: StoredObject,
  request: S3Request,
  usual: Behaviour["checksum"],
): Record<string, string> {
  // Generated content is not summed: that would take seconds per gigabyte.
  if (request.headers.get("x-amz-checksum-mode") !== "ENABLED" || content.md5() === null) return {};
  return HEADERS[traits.checksum ?? usual](content);
}

const HEADERS: Readonly<Record<Behaviour["checksum"], (content: Content) => Record<string, string>>> = {
  none: () => ({}),
  crc32: (content) => ({ "x-amz-checksum-crc32": content.crc32(), "x-amz-checksum-type": "FULL_OBJECT" }),
  crc64nvme: (content) => ({ "x-amz-checksum-crc64nvme": content.crc64nvme(), "x-amz-checksum-type": "FULL_OBJECT" }),
  composite: (content) => ({ "x-amz-checksum-crc32": `${content.crc32()}-2`, "x-amz-checksum-type": "COMPOSITE" }),
};
