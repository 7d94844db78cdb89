import { TapError } from "../errors.ts";
import type { S3Object } from "../s3/store.ts";
import type { TableObject } from "../table/table-object.ts";
import { lastingFailure } from "./lasting-failure.ts";
import type { ObjectJob } from "./object-job.ts";

/** How often an object may be replaced under our eyes until it is left to the next run. */
const maxVersions = 3;

/** Decides what follows from a failure: another version to read, or none because the object is settled. */
export async function versionAfterFailure(
  error: TapError,
  object: TableObject,
  versions: number,
  job: ObjectJob,
): Promise<S3Object | null> {
  const { bookmark, reading, summary, log } = job;
  const fields = { key: object.key, ...error.place };
  const isOther = error.kind === "changed" || error.kind === "gone";
  const now = isOther ? await reading.store.find(object.key) : object;
  if (now === null && !object.key.includes(replacementCharacter)) {
    const message = `"${object.key}" was deleted after it was listed`;
    log.write("warn", "were deleted before they could be read", fields, message);
    summary.countSkipped("deleted");
    bookmark.dismissed(object);
    return null;
  }
  if (now !== null && isOther && versions < maxVersions) {
    const message = `${error.message}; what is listed now is read instead`;
    log.write("warn", "were replaced while they were read", fields, message);
    return now;
  }
  if (error.kind === "archived" && reading.table.onArchived === "skip") {
    log.debug(fields, `${error.message}; skipped until then, as on_archived says`);
    summary.countSkipped("archived");
    bookmark.postponed(object);
    return null;
  }
  const cause = now === null ? unnameable(object, error) : error;
  if (reading.config.onBadFile !== "skip") return fail(cause, now ?? object, fields, job);
  const failure = await lastingFailure(cause, object, job);
  if (failure.kind !== "data" && failure.kind !== "archived") return fail(failure, now ?? object, fields, job);
  log.write("warn", "were skipped for good", fields, `${failure.message}; skipped for good, as on_bad_file says`);
  summary.countSkipped("unreadable");
  // It was looked into, and is so for good: that is remembered.
  await bookmark.finished(object);
  return null;
}

/** Leaves an object to the next run, and tells why. */
async function fail(failure: TapError, object: S3Object, fields: object, job: ObjectJob): Promise<null> {
  const { bookmark, reading, summary, log, failures } = job;
  // Unless it is one record, or one file of an archive, that does not fit, what was read before may be wrong as well.
  const isOfOnePlace = failure.place.line !== undefined || failure.place.member !== undefined;
  if (failure.kind === "corrupt" || (failure.kind === "data" && !isOfOnePlace)) bookmark.discardCheckpoint(object);
  // When the store itself has gone, asking for one object after the other would only take hours.
  if (failure.kind === "unreachable") await reading.store.find(object.key);
  log.write("error", "could not be read", fields, failure.message);
  summary.failed += 1;
  failures.push(failure);
  bookmark.postponed(object);
  return null;
}

/** Some stores list it in the place of a character that XML cannot hold, and then do not know the key they listed. */
const replacementCharacter = "\uFFFD";

function unnameable({ key }: S3Object, cause: TapError): TapError {
  return new TapError(
    "gone",
    `Cannot read "${key}": the store lists the key with U+FFFD in place of a character it cannot write, and knows no such key; rename the object`,
    { place: { key }, cause },
  );
}
