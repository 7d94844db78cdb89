import { expect, test } from "vitest";
import type { RecordSink } from "../singer/record-sink.ts";
import { StateWriter } from "./state-writer.ts";

/** Keeps what it is given, and tells lines from STATEs. */
class KeptMessages implements RecordSink {
  readonly told: string[] = [];

  async write(lines: Uint8Array): Promise<void> {
    this.told.push(`lines: ${Buffer.from(lines).toString().trim()}`);
  }

  async writeState(line: Uint8Array): Promise<void> {
    this.told.push(`state: ${Buffer.from(line).toString().trim()}`);
  }

  async flush(): Promise<void> {}
}

test("every STATE is given to the sink as one, so that it can settle what was written before", async () => {
  const sink = new KeptMessages();
  const states = new StateWriter(sink, { bookmarks: { other: 1 } });
  await states.begin();
  await sink.write(Buffer.from("a record\n"));
  await states.write("t", { at: 1 });
  expect(sink.told).toEqual([
    'state: {"type":"STATE","value":{"bookmarks":{"other":1}}}',
    "lines: a record",
    'state: {"type":"STATE","value":{"bookmarks":{"other":1,"t":{"at":1}}}}',
  ]);
});

test("no STATE is written twice in a row", async () => {
  const sink = new KeptMessages();
  const states = new StateWriter(sink, { bookmarks: {} });
  await states.begin();
  await states.write("t", { at: 1 });
  await states.write("t", { at: 1 });
  await states.write("t", { at: 2 });
  expect(sink.told).toHaveLength(3);
});
