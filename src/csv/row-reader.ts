import type { RowBatch } from "../rows/row-batch.ts";

/**
 * Bytes, which must be valid UTF-8 without a BOM, to rows. Lines without any byte are no rows.
 * Throws TapError of kind "data" for a record over the dialect's size limit and for a quote that
 * is never closed.
 */
export type RowReader = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<RowBatch>;
