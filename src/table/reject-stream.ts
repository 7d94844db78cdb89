import type { Table } from "../config/config.ts";
import { rejectsNameOf } from "../config/rejects-name.ts";
import type { Reject } from "../record/reject.ts";
import { type DiscoveredStream, noDates } from "../singer/catalog.ts";

/** The stream that takes what does not fit into a table, as far as the catalog selects it. */
export interface RejectStream {
  readonly name: string;
  readonly properties: ReadonlySet<string>;
}

/** Where rejects come from. */
export interface RejectSource {
  readonly bucket: string;
  /** The object's key, followed by the path of the member inside an archive. */
  readonly file: string;
  readonly etag: string;
  readonly timeExtracted: string | null;
}

/** The stream of a table's rejects, for the catalog. */
export function discoverRejects(table: Table): DiscoveredStream {
  return {
    id: rejectsNameOf(table.name),
    schema: { type: "object", properties },
    // One value is rejected once, and "" stands for the row as a whole: what a retry sends again can be told.
    keyProperties: ["bucket", "key", "etag", "line", "column"],
    dialect: null,
    dates: noDates,
    isCompatible: false,
  };
}

const text = { type: ["null", "string"] };
const integer = { type: ["null", "integer"] };
const properties = {
  bucket: text,
  key: text,
  etag: text,
  line: integer,
  byte_offset: integer,
  column: text,
  rejected: text,
  reason: text,
  raw_text: text,
};

/** The RECORD lines of rejects. */
export function rejectLines(rejects: readonly Reject[], stream: RejectStream, source: RejectSource): Buffer {
  return Buffer.from(rejects.map((reject) => rejectLine(reject, stream, source)).join(""));
}

function rejectLine(reject: Reject, stream: RejectStream, { bucket, file, etag, timeExtracted }: RejectSource): string {
  const all: Record<keyof typeof properties, string | number | null> = {
    bucket,
    key: file,
    etag,
    line: reject.line,
    byte_offset: reject.position,
    column: reject.column,
    rejected: reject.rejected,
    reason: reject.reason,
    raw_text: reject.text,
  };
  const record = Object.fromEntries(Object.entries(all).filter(([name]) => stream.properties.has(name)));
  const time = timeExtracted === null ? {} : { time_extracted: timeExtracted };
  return `${JSON.stringify({ type: "RECORD", stream: stream.name, record, ...time })}\n`;
}
