import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RecordSink } from "../singer/record-sink.ts";
import { StateWriter } from "./state-writer.ts";

/** Keeps what it is given, and tells lines from STATEs. */
class KeptMessages implements RecordSink {
  readonly told: string[] = [];
  written = 0;

  async write(lines: Uint8Array): Promise<void> {
    this.written += lines.length;
    this.told.push(`lines: ${Buffer.from(lines).toString().trim()}`);
  }

  async writeState(line: Uint8Array): Promise<void> {
    this.written += line.length;
    this.told.push(`state: ${Buffer.from(line).toString().trim()}`);
  }

  async flush(): Promise<void> {}
}

test("every STATE is given to the sink as one, so that it can settle what was written before", async () => {
  const sink = new KeptMessages();
  const states = new StateWriter(sink, { bookmarks: { other: 1 } });
  await states.begin();
  await sink.write(Buffer.from("a record\n"));
  await states.writeWith("t", () => ({ at: 1 }));
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
  for (const at of [1, 1, 2]) await states.writeWith("t", () => ({ at }));
  await states.write();
  expect(sink.told).toHaveLength(3);
});

test("what is noted waits for the next STATE, whichever table writes it", async () => {
  const sink = new KeptMessages();
  const states = new StateWriter(sink, { bookmarks: {} });
  states.note("t", { at: 1 });
  states.note("u", { at: 2 });
  await states.write();
  expect(sink.told).toEqual(['state: {"type":"STATE","value":{"bookmarks":{"t":{"at":1},"u":{"at":2}}}}']);
});

describe("A STATE between two files", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"] });
    vi.spyOn(process, "uptime").mockImplementation(() => performance.now() / 1000);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  test.each([
    ["is due after a second with 20 times its bytes in records", 1000, 20, 1, true],
    ["is not due before", 900, 20, 1, false],
    ["is due at once behind 64 MiB of records", 1, 0, 64 * 1024 * 1024, true],
    ["is not due for fewer records than it is worth", 1000, 19, 0, false],
    ["is due all the same after half a minute", 30_000, 0, 1, true],
  ])("%s", async (_, milliseconds, lines, more, isDue) => {
    const sink = new KeptMessages();
    const states = new StateWriter(sink, { bookmarks: {} });
    await states.begin();
    vi.advanceTimersByTime(milliseconds);
    sink.written += lines * '{"type":"STATE","value":{"bookmarks":{}}}\n'.length + more;
    expect(states.isDue()).toBe(isDue);
  });
});
