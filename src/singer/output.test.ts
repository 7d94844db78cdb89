import fc from "fast-check";
import { Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { Output } from "./output.ts";

/** Keeps what it is given; each write ends after as many turns of the event loop as `pace` says, or, at -1, was taken at once. */
class SlowSink {
  readonly pieces: Buffer[] = [];
  underWay = 0;
  most = 0;
  writableLength = 0;
  readonly #pace: () => number;

  constructor(pace: () => number = () => 1) {
    this.#pace = pace;
  }

  on(): void {}

  write(bytes: Uint8Array, done: (error?: Error | null) => void): void {
    let turns = this.#pace();
    if (turns < 0) {
      this.pieces.push(Buffer.from(bytes));
      setImmediate(done);
      return;
    }
    this.underWay += 1;
    this.writableLength += bytes.length;
    this.most = Math.max(this.most, this.underWay);
    const end = (): void => {
      if (turns > 0) {
        turns -= 1;
        setImmediate(end);
        return;
      }
      // Read as late as a kernel might: what the owner changed meanwhile would show.
      this.pieces.push(Buffer.from(bytes));
      this.underWay -= 1;
      this.writableLength -= bytes.length;
      done();
    };
    setImmediate(end);
  }

  text(): string {
    return Buffer.concat(this.pieces).toString();
  }
}

describe("Output", () => {
  test("small pieces reach the sink as one write", async () => {
    const sink = new SlowSink();
    const output = new Output(sink);
    for (let i = 0; i < 1000; i++) await output.write(Buffer.from(`line ${i}\n`));
    await output.flush();
    expect(sink.pieces).toHaveLength(1);
    expect(sink.text().split("\n")).toHaveLength(1001);
  });

  test("pieces of every size come out whole and in order, however slow the sink, while the owner reuses two windows in turn", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 12 }),
        fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 1 }),
        async (sizes, paces) => {
          let turn = 0;
          const sink = new SlowSink(() => paces[turn++ % paces.length] ?? 0);
          const output = new Output(sink);
          const windows = [Buffer.alloc(400_000), Buffer.alloc(400_000)];
          let expected = "";
          for (const [index, size] of sizes.entries()) {
            const window = windows[index % 2];
            if (window === undefined) throw new Error("no window");
            const letter = String.fromCharCode(97 + index);
            window.fill(letter);
            expected += letter.repeat(size);
            await output.write(window.subarray(0, size));
          }
          await output.flush();
          expect(sink.text()).toBe(expected);
          expect(sink.most).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a piece that the pipe takes at once is not waited for, and one that it does not take is before the next", async () => {
    const paces = [-1, -1, 1, -1];
    const output = new Output(new SlowSink(() => paces.shift() ?? -1));
    const piece = Buffer.alloc(100_000);
    const [first, second, third] = [output.write(piece), output.write(piece), output.write(piece)];
    expect([first, second, third]).toEqual([null, null, null]);
    const fourth = output.write(piece);
    expect(fourth).toBeInstanceOf(Promise);
    await fourth;
    await output.flush();
    expect(output.written).toBe(400_000);
  });

  test.each([
    ["EPIPE", "reader-gone", /closed/],
    ["ENOSPC", "unwritable", /could not be written: no space/],
  ])("a sink that fails with %s ends the next write with a TapError", async (code, kind, message) => {
    const sink = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("no space"), { code })),
    });
    const output = new Output(sink);
    await output.write(Buffer.from("x"));
    await expect(output.flush()).rejects.toMatchObject({
      name: "TapError",
      kind,
      message: expect.stringMatching(message),
    });
  });
});
