import type { Layout } from "../record/layout.ts";
import type { Source, Stream } from "../record/stream.ts";
import type { OutputBuffers } from "../record/output-buffers.ts";

/** How one file is turned into records. */
export interface Recipe {
  readonly stream: Stream;
  readonly source: Source;
  readonly windows: OutputBuffers;
  /** Told once: as soon as the header is known, or, where each record has names of its own, in the end. */
  readonly onLayout: (layout: Layout) => void;
}
