import type { StoreEvent } from "../s3/events.ts";
import { countOf } from "../wording/count-of.ts";
import type { Log } from "./log.ts";
import type { Secrets } from "./secrets.ts";

/** Says in the log what the store had to do to keep the run going, and keeps out of it what nobody may see. */
export function logStoreEvent(event: StoreEvent, log: Log, secrets: Secrets): void {
  switch (event.kind) {
    case "secrets":
      secrets.add(...event.values);
      break;
    case "credentials-looked-for":
      log.debug(event, `Credentials: ${event.found ? "taken from" : "none in"} ${event.source}`);
      break;
    case "credentials-found":
      log.debug(event, `Credentials: requests are signed with those of ${event.source}`);
      break;
    case "request":
      log.debug(
        event,
        `${event.method} ${event.host}${event.path}: ${event.status ?? "no answer"} after ${event.ms} ms` +
          (event.id === null ? "" : `, request id ${event.id}`),
      );
      break;
    case "page":
      log.debug(
        event,
        `Listing of "${event.prefix}": a page of ${countOf(event.objects, "object")}${event.isLast ? ", the last" : ""}`,
      );
      break;
    case "retry":
      log.warn(
        event,
        `Could not ${event.task} (${event.why}); trying again in ${event.waitMs} ms, ${event.retry} of ${event.of}`,
      );
      break;
    case "checksums-refused":
      log.warn(
        event,
        `The store sends no checksums along (${event.why}), so files are read without; ` +
          `AWS_RESPONSE_CHECKSUM_VALIDATION=when_required saves the question`,
      );
      break;
    case "empty-pages":
      log.warn(
        event,
        `The listing of "${event.prefix}" has ${event.pages} pages without an object so far, and goes on; ` +
          `a search_prefix makes it shorter, and so does deleting old versions`,
      );
      break;
    case "resume":
      log.info(event, `Resumed "${event.key}" at byte ${event.at}`);
      break;
    case "credentials-renewed":
      log.info(event, `Refreshed the credentials: ${event.why}`);
      break;
    case "prefix-widened":
      log.info(
        event,
        `Listing "${event.from}" is not allowed, so "${event.to}" is listed and the rest left out; a condition on s3:prefix that allows "${event.from}" saves requests`,
      );
      break;
    case "region-followed":
      log.warn(
        event,
        `The bucket is in region "${event.to}", not in "${event.from}"; set "aws_region" to save a request`,
      );
      break;
  }
}
