import * as code from "../../kernel/encode-codes.ts";
import * as word from "../../kernel/encode-state.ts";
import type { Layout } from "./layout.ts";
import { LineWriter } from "./line-writer.ts";
import type { OutputBuffer } from "./output-buffer.ts";
import { brokenRow, keylessRow, raggedRow } from "./row-errors.ts";
import { sizeOfRow } from "./row-size.ts";
import { slotOfField, type Work } from "./work.ts";
import { writeLine, writeRest } from "./write-line.ts";
import { writeMember } from "./write-member.ts";

/** Encodes rows until there are no more or the window is full. */
export function encodeRows(work: Work, window: OutputBuffer): void {
  const { batch, layout, kernel } = work;
  while (work.row < batch.count && window.end - work.used >= sizeOfRow(batch, work.row, layout)) {
    if (window.bytes === kernel.bytes && kernel.begin(work, window)) encodeByKernel(work);
    else {
      const line = new LineWriter(work, window.bytes, work.used, false);
      writeLine(work, line);
      work.used = line.at;
      work.row++;
    }
  }
}

/** The rows that the kernel has in memory, as far as the window takes them. */
function encodeByKernel(work: Work): void {
  const { kernel, layout } = work;
  const { state } = kernel;
  const line = new LineWriter(work, kernel.bytes, 0, true);
  for (;;) {
    const reason = kernel.encode();
    work.row = kernel.row;
    work.used = state[word.used]!;
    if (state[word.hasAmbiguous] !== 0) {
      for (const column of kernel.takeAmbiguous()) noteAmbiguous(layout, column);
    }
    if (reason === code.exitDone || reason === code.exitWindowFull) return;
    if (reason === code.exitKeyMissing) throw keylessRow(work);
    if (reason === code.exitRowRagged) throw raggedRow(work);
    if (reason === code.exitRowBroken) throw brokenRow(work);
    line.at = state[word.at]!;
    if (reason === code.exitUnusualField) writeUnusual(work, line);
    else writeRest(work, line);
    state[word.at] = line.at;
  }
}

/** The kernel does not know where the order of day and month has been proven. */
function noteAmbiguous({ slots, tally }: Layout, column: number): void {
  const slot = slots[column];
  if (slot === undefined || slot === null || slot.rules.dateOrder === "month-first") return;
  tally.ambiguousDates.add(slot.name);
}

/** Writes the field at hand, which the kernel could not. */
function writeUnusual(work: Work, line: LineWriter): void {
  const { state } = work.kernel;
  const number = state[word.field]!;
  const field = work.batch.rows[work.row]! + number;
  const slot = slotOfField(work, field);
  if (slot !== null) writeMember(work, field, slot, line, state[word.begin]!);
  state[word.field] = number + 1;
  if (work.misfits.length > 0) state[word.hasRest] = 1;
}
