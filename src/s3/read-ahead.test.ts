import { expect, test } from "vitest";
import { readAhead } from "./read-ahead.ts";

/** Bodies of one chunk that opens when told; records what is open. */
class Bodies {
  readonly log: string[] = [];
  open = 0;
  most = 0;

  async *body(name: string): AsyncGenerator<Uint8Array> {
    this.open += 1;
    this.most = Math.max(this.most, this.open);
    this.log.push(`open ${name}`);
    try {
      await Promise.resolve();
      if (name.startsWith("bad")) {
        throw new Error(name);
      }
      yield Buffer.from(name);
      yield Buffer.from("!");
    } finally {
      this.open -= 1;
      this.log.push(`close ${name}`);
    }
  }
}

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `n${index}`);
}

async function textOf(bytes: AsyncIterable<Uint8Array> | null): Promise<string> {
  let text = "";
  for await (const chunk of bytes ?? []) {
    text += Buffer.from(chunk).toString();
  }
  return text;
}

const one = (): number => 1;

test("Objects come in their order, each whole", async () => {
  const bodies = new Bodies();
  const seen: string[] = [];
  for await (const { item, bytes } of readAhead(names(50), (name) => bodies.body(name), one)) {
    expect(await textOf(bytes)).toBe(`${item}!`);
    seen.push(item);
  }
  expect(seen).toEqual(names(50));
  expect(bodies.open).toBe(0);
});

test.each([
  ["by their number", one, { objects: 4, bytes: 1000 }, 5],
  ["by their bytes", (): number => 100, { objects: 50, bytes: 350 }, 4],
  ["large ones one by one", (): number => 9999, { objects: 50, bytes: 350 }, 1],
  ["not at all", one, { objects: 0, bytes: 1000 }, 1],
])("Open bodies are bounded %s", async (_, sizeOf, ahead, most) => {
  const bodies = new Bodies();
  for await (const { bytes } of readAhead(names(50), (name) => bodies.body(name), sizeOf, ahead)) {
    await textOf(bytes);
  }
  expect(bodies.most).toBe(most);
});

test("A body that nobody reads, or reads to its end, is closed before the next one is handed out", async () => {
  const bodies = new Bodies();
  for await (const { item, bytes } of readAhead(names(9), (name) => bodies.body(name), one)) {
    if (item === "n1") {
      expect(bodies.log).toContain("close n0");
    }
    if (item === "n2") {
      expect(bodies.log).toContain("close n1");
      for await (const chunk of bytes ?? []) {
        expect(chunk.length).toBeGreaterThan(0);
        break;
      }
    }
  }
  expect(bodies.open).toBe(0);
});

test("What is not to be opened comes in its turn, without a body", async () => {
  const bodies = new Bodies();
  const seen: (readonly [string, boolean])[] = [];
  const open = (name: string): AsyncIterable<Uint8Array> | null => (name === "n2" ? null : bodies.body(name));
  for await (const { item, bytes } of readAhead(names(4), open, one)) seen.push([item, bytes === null]);
  expect(seen).toEqual([
    ["n0", false],
    ["n1", false],
    ["n2", true],
    ["n3", false],
  ]);
  expect(bodies.log).not.toContain("open n2");
});

test("Whoever stops early leaves nothing open", async () => {
  const bodies = new Bodies();
  for await (const { item } of readAhead(names(50), (name) => bodies.body(name), one)) {
    if (item === "n3") {
      break;
    }
  }
  expect(bodies.open).toBe(0);
  expect(bodies.log.filter((line) => line.startsWith("open")).length).toBeLessThan(30);
});

test("A body that cannot be opened fails for its own reader, and the next ones go on", async () => {
  const bodies = new Bodies();
  const outcomes: string[] = [];
  for await (const { bytes } of readAhead(["a", "bad1", "b", "bad2"], (name) => bodies.body(name), one)) {
    outcomes.push(await textOf(bytes).catch(String));
  }
  expect(outcomes).toEqual(["a!", "Error: bad1", "b!", "Error: bad2"]);
  expect(bodies.open).toBe(0);
});
