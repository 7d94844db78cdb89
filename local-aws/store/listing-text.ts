import type { Behaviour } from "./behaviour.ts";
import { etagOf, type StoredObject } from "./bucket.ts";
import { ACCOUNT } from "./identities.ts";
import { parameter, type S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";
import { element } from "./xml.ts";

/** How the keys of one listing are written. */
export interface KeyEncoding {
  readonly encode: (key: string) => string;
  /** The echo that tells the client to decode; empty when nothing was encoded. */
  readonly echo: string;
}

/** The encoding a listing asks for, if the store honours it. */
export function keyEncoding(request: S3Request, behaviour: Behaviour): KeyEncoding {
  const wanted = parameter(request, "encoding-type");
  if (wanted !== undefined && wanted !== "url") {
    throw new S3Error("InvalidArgument", "Invalid Encoding Method specified in Request");
  }
  if (wanted === undefined || !behaviour.encodesKeys) return { encode: (key) => key, echo: "" };
  const space = behaviour.encodesSpaceAs;
  return {
    encode: (key) => encodeURIComponent(key).replaceAll("%2F", "/").replaceAll("%20", space),
    echo: element("EncodingType", "url"),
  };
}

/** A time as listings write it. */
export function listedTime(milliseconds: number, resolution: Behaviour["timestamps"]): string {
  return WRITE_TIME[resolution](new Date(milliseconds).toISOString());
}

const WRITE_TIME: Readonly<Record<Behaviour["timestamps"], (iso: string) => string>> = {
  seconds: (iso) => `${iso.slice(0, 19)}.000Z`,
  milliseconds: (iso) => iso,
  // The store counts milliseconds; 901 makes a client that rounds differ from one that cuts.
  microseconds: (iso) => `${iso.slice(0, 23)}901Z`,
};

/** One object of a listing. */
export function listedObject(
  object: StoredObject,
  encoding: KeyEncoding,
  behaviour: Behaviour,
  { owner, restores }: { readonly owner: boolean; readonly restores: boolean },
): string {
  const etag = etagOf(object);
  return (
    "<Contents>" +
    element("Key", encoding.encode(object.key)) +
    `<LastModified>${listedTime(object.lastModified, behaviour.timestamps)}</LastModified>` +
    `<ETag>${behaviour.quotesEtags ? `&quot;${etag}&quot;` : etag}</ETag>` +
    `<Size>${object.content.size}</Size>` +
    (owner && behaviour.listsOwner ? `<Owner><ID>${ACCOUNT}</ID><DisplayName>tap</DisplayName></Owner>` : "") +
    `<StorageClass>${object.traits.storageClass ?? "STANDARD"}</StorageClass>` +
    (restores && object.traits.restored === true ? restoreStatus : "") +
    "</Contents>"
  );
}

const restoreStatus =
  "<RestoreStatus><IsRestoreInProgress>false</IsRestoreInProgress>" +
  "<RestoreExpiryDate>2099-01-01T00:00:00.000Z</RestoreExpiryDate></RestoreStatus>";
