import type { TapError } from "../errors.ts";
import type { CappedLog } from "../log/capped-log.ts";
import type { TableSummary } from "../log/summary.ts";
import type { Reading } from "../object/read-object.ts";
import type { RecordSink } from "../singer/record-sink.ts";
import type { GoneColumns } from "./gone-columns.ts";
import type { Stop } from "./stop.ts";
import type { TableBookmark } from "./table-bookmark.ts";

/** What the objects of one table are synced with. */
export interface ObjectJob {
  readonly reading: Omit<Reading, "onLayout" | "onRead" | "onSkipped">;
  readonly output: RecordSink;
  readonly bookmark: TableBookmark;
  readonly summary: TableSummary;
  readonly goneColumns: GoneColumns;
  readonly log: CappedLog;
  readonly stop: Stop;
  /** What could not be read and stays to be read. */
  readonly failures: TapError[];
}
