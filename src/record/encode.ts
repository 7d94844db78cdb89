import { fieldIsUnusual, isDone, keyIsMissing, windowIsFull } from "../../kernel/encode-codes.ts";
import * as word from "../../kernel/encode-state.ts";
import { rowTexts } from "../rows/row-texts.ts";
import type { RowBatch } from "../rows/row-batch.ts";
import type { EncodeKernel } from "./encode-kernel.ts";
import type { Layout } from "./layout.ts";
import { type Lines, linesOf } from "./lines.ts";
import { type Memory, roomyMemory } from "./memory.ts";
import { lineOf, type Progress } from "./progress.ts";
import { missingKey } from "./row-errors.ts";
import type { Window, Windows } from "./windows.ts";
import { type RowWork, writeLeftovers, writeLine, writeMember } from "./write-line.ts";

/**
 * Turns rows into RECORD lines. `firstRow` is the number of rows of the file before this batch.
 * What becomes of a row that cannot be a record, see `linesOf`.
 */
export function encode(
  batch: RowBatch,
  layout: Layout,
  firstRow: number,
  windows: Windows,
): Generator<Lines, void, void> {
  const kernel = windows.kernelFor(layout);
  const progress: Progress = { row: 0, used: 0, firstLine: firstRow + 2, leftovers: [], rejects: [] };
  let source: Memory | null = null;
  const work: RowWork = {
    batch,
    layout,
    progress,
    get source() {
      source ??= roomyMemory(batch.bytes, batch.ends[batch.rows[batch.count]! - 1] ?? 0);
      return source;
    },
  };
  return linesOf(batch, layout, progress, windows, {
    sizeOf: (row) => sizeOf(batch, row, layout),
    fill: (window) => fill(window, kernel, work),
    textOf: (row) => rowTexts(batch, row).map(quoted).join(","),
  });
}

/** As CSV, whatever the dialect of the file: https://www.rfc-editor.org/rfc/rfc4180#section-2 */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Room that is enough for one row whatever it holds, so that nothing behind this has to check. */
function sizeOf(batch: RowBatch, row: number, layout: Layout): number {
  const first = batch.rows[row]!;
  const end = batch.rows[row + 1]!;
  if (first === end) return layout.fixedSize;
  return 6 * (batch.ends[end - 1]! - batch.starts[first]!) + 8 * (end - first) + layout.fixedSize;
}

/** Encodes rows until there are no more or the window is full. */
function fill(window: Window, kernel: EncodeKernel, work: RowWork): void {
  const { batch, layout, progress } = work;
  while (progress.row < batch.count && window.end - progress.used >= sizeOf(batch, progress.row, layout)) {
    if (window.memory === kernel.memory && kernel.begin(batch, layout, progress, window)) {
      fillQuickly(kernel, work);
    } else {
      progress.used = writeLine(work, window.memory, progress.used);
      progress.row++;
    }
  }
}

/** The rows that the kernel has in memory, as far as the window takes them. */
function fillQuickly(kernel: EncodeKernel, work: RowWork): void {
  const { layout, progress } = work;
  for (;;) {
    const reason = kernel.encode();
    progress.row = kernel.row;
    progress.used = kernel.state[word.used]!;
    if (kernel.state[word.hasAmbiguous] !== 0) noteAmbiguous(kernel, layout);
    if (reason === isDone || reason === windowIsFull) return;
    if (reason === keyIsMissing) throw missingKey(layout, lineOf(progress));
    if (reason === fieldIsUnusual) writeUnusual(kernel, work);
    else kernel.state[word.at] = writeLeftovers(work, kernel.memory, kernel.state[word.at]!);
  }
}

function noteAmbiguous(kernel: EncodeKernel, { slots, tally }: Layout): void {
  for (const field of kernel.takeAmbiguous()) {
    const slot = slots[field]!;
    if (slot !== null) tally.ambiguousDates.add(slot.name);
  }
}

/** Writes the field at hand, which the kernel could not. */
function writeUnusual({ memory, state }: EncodeKernel, work: RowWork): void {
  const field = state[word.field]!;
  state[word.at] = writeMember(work, field, memory, state[word.begin]!, state[word.at]!);
  state[word.field] = field + 1;
  if (work.progress.leftovers.length > 0) state[word.hasRest] = 1;
}
