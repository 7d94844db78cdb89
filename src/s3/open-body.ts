import { Readable } from "node:stream";
import { checksumOf, type Checksum } from "./checksum.ts";
import type { Answer } from "./client.ts";
import { BadAnswer, failureOf, NotAsListed } from "./failure.ts";
import { findObject } from "./list.ts";
import { ownerAndPayer, type Session } from "./session.ts";
import type { S3Object } from "./store.ts";
import type { ObjectAnswer } from "./get-object.ts";

/** The answer to one GET, its head checked against what was listed and asked for. */
export interface OpenBody {
  readonly stream: Readable;
  /** Bytes at its start that come before the first one asked for: the store ignored the range. */
  readonly skip: number;
  /** Whether nothing may follow the last byte asked for. */
  readonly isExact: boolean;
  /** Only with the whole object. */
  readonly checksum: Checksum | null;
}

/** Asks once for the bytes `from` up to `to` of the listed version. */
export async function openBody(session: Session, object: S3Object, from: number, to: number): Promise<OpenBody> {
  try {
    const plain = await get(session, object, from, to, false);
    if (plain.output.contentLength !== undefined) {
      return checkHead(plain, object, from, to);
    }
    // Google's store and Cloudflare R2 unpack gzip on the fly, without a length, for clients that do not say that they can.
    streamOf(plain).destroy();
    return checkHead(await get(session, object, from, to, true), object, from, to);
  } catch (error) {
    throw await denialOf(session, object, error);
  }
}

async function get(session: Session, object: S3Object, from: number, to: number, acceptGzip: boolean) {
  const { connection, client, retryPolicy } = session;
  const tag = bare(object.etag);
  return client.get(
    {
      Bucket: connection.bucket,
      Key: object.key,
      ...(tag === "" ? {} : { IfMatch: `"${tag}"` }),
      ...(from === 0 && to === object.size ? {} : { Range: `bytes=${from}-${to - 1}` }),
      ...(connection.sseCustomerKey === undefined
        ? {}
        : { SSECustomerAlgorithm: "AES256", SSECustomerKey: connection.sseCustomerKey }),
      ...ownerAndPayer(connection),
    },
    { acceptGzip, signal: retryPolicy.signal },
  );
}

function checkHead(answer: Answer<ObjectAnswer>, object: S3Object, from: number, to: number): OpenBody {
  const stream = streamOf(answer);
  try {
    checkTag(answer.output.etag, object);
    const { status, contentRange: range } = answer.output;
    // rclone answers a range by 200: what the range says counts.
    return status === 206 || range !== undefined
      ? { stream, ...checkPart(range ?? "", object, from, to) }
      : { stream, ...checkWhole(answer, object, from, to) };
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

/** s3rver, for one, answers If-Match with whatever is there now. */
function checkTag(answered: string | undefined, object: S3Object): void {
  if (!hasTag(object)) {
    return;
  }
  if (answered === undefined) {
    throw new BadAnswer("the answer has no ETag");
  }
  if (bare(answered) !== bare(object.etag)) {
    throw new NotAsListed("PreconditionFailed");
  }
}

function checkPart(contentRange: string, object: S3Object, from: number, to: number): Omit<OpenBody, "stream"> {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(contentRange) ?? [];
  if (Number(first) !== from || Number(last) >= to) {
    throw new BadAnswer(`the answer is not the range that was asked for (${contentRange || "no Content-Range"})`);
  }
  checkSize(total === "*" ? object.size : Number(total), object);
  return { skip: 0, isExact: true, checksum: null };
}

function checkWhole(
  answer: Answer<ObjectAnswer>,
  object: S3Object,
  from: number,
  to: number,
): Omit<OpenBody, "stream"> {
  const length = answer.output.contentLength ?? object.size;
  // A length that falls short, of the version that the ETag names, is a cut: reading goes on where it ends.
  if (length > object.size || !hasTag(object)) {
    checkSize(length, object);
  }
  const isWhole = from === 0 && to === object.size;
  return {
    skip: from,
    isExact: to === object.size,
    checksum: isWhole ? checksumOf(answer.headers, object.etag) : null,
  };
}

function checkSize(size: number, object: S3Object): void {
  if (size === object.size) {
    return;
  }
  if (!hasTag(object)) {
    throw new NotAsListed("PreconditionFailed");
  }
  throw new BadAnswer(`the answer has ${size} bytes, the listing ${object.size}`);
}

/**
 * Where the listing is allowed only under a prefix, the store answers 403 for what is gone: whoever
 * may not list may not learn what is missing. So the listing is asked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
async function denialOf(session: Session, object: S3Object, error: unknown): Promise<unknown> {
  const { code, status, message } = failureOf(error);
  if (status !== 403 || (code !== "AccessDenied" && code !== "Unknown") || message.includes("kms:")) {
    return error;
  }
  const now = await findObject(session, object.key).catch(() => object);
  if (now === null) {
    return new NotAsListed("NoSuchKey");
  }
  return bare(now.etag) === bare(object.etag) ? error : new NotAsListed("PreconditionFailed");
}

function streamOf({ output }: Answer<ObjectAnswer>): Readable {
  if (!(output.body instanceof Readable)) {
    throw new BadAnswer("the answer has no body");
  }
  // A body that breaks before it is read reports it when it is: until then nobody listens.
  output.body.on("error", () => {});
  return output.body;
}

/** Some stores list none, or a pair of quotes with nothing in it. */
function hasTag({ etag }: S3Object): boolean {
  return bare(etag) !== "";
}

/** Some stores list ETags without quotes, and proxies that compress mark them as weak. */
function bare(etag: string): string {
  return etag.replace(/^W\//, "").replaceAll('"', "");
}
