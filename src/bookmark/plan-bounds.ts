import type { StoredBookmark } from "./bookmark.ts";
import type { PlanOptions } from "./plan.ts";

/** What S3 Replication Time Control promises: within it, replicas appear with the stamps of their sources. */
const replicationMs = 15 * 60_000;
/** Clocks differ; a moment that is further ahead than this is none that a listing told. */
const dayMs = 24 * 3_600_000;

/** The moments that a plan keeps to. */
export interface PlanBounds {
  /** What is stamped at or before it is out of scope. */
  readonly start: number;
  /** The floor may rise up to here. */
  readonly ceiling: number;
  /** Up to here the floor may be raised to keep the bookmark small. */
  readonly limitCeiling: number;
}

/** The moments that the options of a plan give. */
export function boundsOf({ asOf, oldestUpload, startDate, lookbackMs }: PlanOptions): PlanBounds {
  const upload = oldestUpload === null ? Infinity : Math.floor(oldestUpload.getTime() / 1000) * 1000 - 1000;
  return {
    start: startDate?.getTime() ?? -Infinity,
    ceiling: Math.min(asOf.getTime(), upload) - lookbackMs,
    limitCeiling: Math.min(asOf.getTime() - replicationMs, upload),
  };
}

/** A moment of the bookmark that the store's clock has not reached, or null. */
export function futureOf({ modifiedSince, files }: StoredBookmark, { asOf }: PlanOptions): Date | null {
  const latest = Math.max(modifiedSince, files?.floor ?? -Infinity);
  return latest > asOf.getTime() + dayMs ? new Date(latest) : null;
}
