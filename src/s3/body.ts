import type { Checksum } from "./checksum.ts";
import { BadAnswer, BrokenBody, DamagedBody } from "./failure.ts";
import { openBody } from "./open-body.ts";
import { Attempts } from "./retry.ts";
import { patienceOf } from "./patience.ts";
import { cannot } from "./s3-errors.ts";
import type { Session } from "./session.ts";
import type { ByteRange, S3Object } from "./store.ts";
import { watchStream, type WatchedStream } from "./watched-stream.ts";

/**
 * The bytes of one object, each exactly once: as many as were listed, of the version that was
 * listed, or an error. A connection that breaks, ends early or stalls is replaced by one that goes
 * on at the next byte, until `maxRetries` in a row bring nothing.
 */
export async function* readBody(session: Session, object: S3Object, range: ByteRange): AsyncGenerator<Uint8Array> {
  const to = Math.min(range.to ?? object.size, object.size);
  const attempts = new Attempts(session.retryPolicy, session.task({ kind: "read", key: object.key }));
  let at = range.from;
  let checksum: Checksum | null = null;
  while (at < to) {
    let body: WatchedStream | null = null;
    try {
      const opened = await openBody(session, object, at, to);
      body = watchStream(opened.stream, patienceOf(session.connection));
      if (at > range.from) {
        session.retryPolicy.observe({ kind: "resume", key: object.key, at });
      } else {
        checksum = opened.checksum;
      }
      let { skip } = opened;
      while (at < to) {
        let chunk = await body.next();
        if (chunk === null) {
          throw new BrokenBody(`the body ended after ${at} of ${to} bytes`);
        }
        if (skip > 0) {
          const skipped = Math.min(skip, chunk.length);
          skip -= skipped;
          chunk = chunk.subarray(skipped);
          if (chunk.length === 0) {
            continue;
          }
        }
        if (at + chunk.length >= to) {
          chunk = await lastChunk(chunk, to - at, opened.isExact, body);
        }
        checksum?.update(chunk);
        if (at + chunk.length === to && checksum !== null) {
          verify(checksum, session, object.key, at === 0);
        }
        at += chunk.length;
        attempts.progressed(chunk.length);
        yield chunk;
      }
    } catch (error) {
      await attempts.failed(error);
    } finally {
      body?.close();
    }
  }
}

/**
 * The last chunk is handed out only when it is known that nothing follows; the connection is free
 * for the next object by then.
 */
async function lastChunk(
  chunk: Uint8Array,
  missing: number,
  isExact: boolean,
  body: WatchedStream,
): Promise<Uint8Array> {
  if (!isExact) {
    return chunk.subarray(0, missing);
  }
  // All bytes are there: how the connection ends no longer matters.
  const rest = chunk.length > missing ? chunk : await body.next().catch(() => null);
  if (rest !== null) {
    throw new BadAnswer("the body has more bytes than were listed");
  }
  return chunk;
}

/** Only of a body that nothing was handed out of can one hope for a second reading. */
function verify(checksum: Checksum, session: Session, key: string, isUnread: boolean): void {
  const actual = checksum.digest();
  if (actual === checksum.expected) {
    return;
  }
  const damage = new DamagedBody(
    `its bytes do not match its ${checksum.algorithm} checksum (stored ${checksum.expected}, read ${actual}); ` +
      `run again, and upload it again if that does not help`,
  );
  if (isUnread) {
    throw damage;
  }
  throw cannot("corrupt", { kind: "read", key }, session.connection.bucket, damage.message);
}
