import type { Answer } from "./client.ts";
import { BadAnswer, failureOf } from "./failure.ts";
import type { UploadsOutput } from "./list-uploads.ts";
import { attempt } from "./retry.ts";
import { ownerAndPayer, type Session } from "./session.ts";
import { storeClock } from "./store-clock.ts";
import type { OldestUpload } from "./store.ts";
import { decodeUrl } from "./url-encoding.ts";

/**
 * When the oldest multipart upload began that may still be completed: its object will carry that
 * time, however late it appears. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 */
export async function findOldestUpload(session: Session, prefix: string, maxAgeMs: number): Promise<OldestUpload> {
  const { bucket } = session.connection;
  const used = new Set<string>();
  let oldest: Upload | null = null;
  let marker: Marker | null = { KeyMarker: "", UploadIdMarker: "" };
  while (marker !== null) {
    const from: Marker = marker;
    const page: Page | Refusal = await attempt(
      session.retryPolicy,
      session.task({ kind: "uploads", prefix }),
      async () => {
        const { KeyMarker, UploadIdMarker } = from;
        try {
          const answer = await session.client.uploads({
            Bucket: bucket,
            Prefix: prefix,
            EncodingType: "url",
            ...(KeyMarker === "" ? {} : { KeyMarker }),
            ...(UploadIdMarker === "" ? {} : { UploadIdMarker }),
            ...ownerAndPayer(session.connection),
          });
          return readPage(answer, maxAgeMs, used);
        } catch (error) {
          const refusal = refusalOf(error, bucket);
          if (refusal === null) {
            throw error;
          }
          return refusal;
        }
      },
    );
    if ("why" in page) {
      return { kind: "unknown", ...page };
    }
    for (const upload of page.uploads) {
      if (oldest === null || upload.began < oldest.began) oldest = upload;
    }
    marker = page.next;
  }
  return oldest === null ? { kind: "none" } : { kind: "oldest", ...oldest };
}

/** A thousand uploads are on each; it is only a question. */
const maxPages = 10_000;

interface Marker {
  readonly KeyMarker: string;
  readonly UploadIdMarker: string;
}

interface Upload {
  readonly began: Date;
  readonly key: string;
  readonly id: string;
}

interface Page {
  readonly uploads: readonly Upload[];
  readonly next: Marker | null;
}

interface Refusal {
  readonly why: string;
  readonly remedy: string;
}

function readPage({ output, headers, tookMs }: Answer<UploadsOutput>, maxAgeMs: number, used: Set<string>): Page {
  // rclone and others leave IsTruncated out where it is false.
  if (output.IsTruncated === undefined && output.Bucket === undefined) {
    throw new BadAnswer("the answer is not a list of uploads");
  }
  const oldestThatCounts = storeClock(headers, tookMs).getTime() - maxAgeMs;
  const decode = output.EncodingType === "url" ? decodeUrl : (key: string): string => key;
  const uploads = (output.Uploads ?? []).flatMap(({ Initiated: began, Key: key = "", UploadId: id = "" }) =>
    began === undefined ? [] : [{ began, key: decode(key), id }],
  );
  return {
    uploads: uploads.filter(({ began }) => began.getTime() >= oldestThatCounts),
    next: output.IsTruncated === true ? readMarker(output, used) : null,
  };
}

function readMarker(output: UploadsOutput, used: Set<string>): Marker {
  const key = output.NextKeyMarker ?? "";
  const next = {
    KeyMarker: output.EncodingType === "url" ? decodeUrl(key) : key,
    UploadIdMarker: output.NextUploadIdMarker ?? "",
  };
  const id = `${next.KeyMarker}\0${next.UploadIdMarker}`;
  if (key === "" || used.has(id)) {
    throw new BadAnswer("the list of uploads does not say how to go on");
  }
  if (used.size >= maxPages) throw new BadAnswer(`the list of uploads goes on for more than ${maxPages} pages`);
  used.add(id);
  return next;
}

/** Many policies leave this permission out, and many stores this call: the tap can work without it. */
function refusalOf(error: unknown, bucket: string): Refusal | null {
  const { code, status, message } = failureOf(error);
  if (code === "AccessDenied" || (code === "Unknown" && status === 403)) {
    return {
      why: `s3:ListBucketMultipartUploads on ${bucket} is refused (${code})`,
      remedy: 'Allow s3:ListBucketMultipartUploads, or set "detect_multipart" to false',
    };
  }
  // Some stores answer 404 where a bucket has no uploads; a bucket that is not there is told by its listing.
  const isUnknownCall = status === 501 || status === 405 || (status === 404 && code !== "NoSuchBucket");
  if (code === "NotImplemented" || code === "MethodNotAllowed" || isUnknownCall) {
    return {
      why: `the store cannot list multipart uploads (${code}: ${message})`,
      remedy: 'Set "detect_multipart" to false, and "lookback" to longer than an upload takes',
    };
  }
  return null;
}
