import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bytesOf, stream } from "../../test/support/chunks.ts";
import { objectOf, toldMembers } from "../../test/support/told-members.ts";
import { zipOf } from "../../test/support/zip-writer.ts";
import { TapError } from "../errors.ts";
import { members } from "./members.ts";
import type { ByteRange, ByteSource } from "../format/byte-source.ts";

const text = Buffer.from("id,name\n1,a\n2,b\n");
const limits = { maxExpansion: 200 };

describe("a zip archive", () => {
  const large = randomBytes(600_000);
  const archive = zipOf([
    { name: "a.csv", text: large },
    { name: "b.csv", text },
    { name: "c.csv", text: large, method: 0 },
  ]);

  test("is read by its directory, and with one request for each large file", async () => {
    const ranges: ByteRange[] = [];
    const source = objectOf(archive, (bytes) => [bytes], ranges);
    for await (const member of members("z.zip", source, limits)) {
      if (!("reason" in member)) await bytesOf(member.bytes);
    }
    const [directory, ...files] = ranges;
    expect(directory).toEqual({ from: archive.length - 262_144, to: archive.length });
    const starts = ["a.csv", "b.csv", "c.csv"].map((name) => archive.indexOf(name) - 30);
    expect(files).toEqual([
      { from: 0, to: starts[1] },
      { from: starts[1], to: (starts[1] ?? 0) + 262_144 },
      { from: starts[2], to: archive.indexOf("PK\x01\x02") },
    ]);
  });

  test("is read with one request when it is small", async () => {
    const ranges: ByteRange[] = [];
    const small = zipOf([
      { name: "a.csv", text },
      { name: "b.csv", text },
    ]);
    const told = await toldMembers(
      "z.zip",
      objectOf(small, (bytes) => [bytes], ranges),
      text,
    );
    expect(told).toEqual(["a.csv|a.csv", "b.csv|b.csv"]);
    expect(ranges).toHaveLength(1);
  });

  test("of many small files is read with a few requests, and so is its directory", async () => {
    const names = Array.from({ length: 6000 }, (_, index) => `${"long-name-".repeat(5)}${index}.csv`);
    const ranges: ByteRange[] = [];
    const source = objectOf(zipOf(names.map((name) => ({ name, text }))), (bytes) => [bytes], ranges);
    expect(await toldMembers("z.zip", source, text)).toEqual(names.map((name) => `${name}|${name}`));
    expect(ranges.length).toBeLessThan(10);
  });

  // Of 65,536 files and more, many programs write down the last 16 bits of their number.
  test.each([0, 1, 2])(
    "is read to the end of its directory, also where it says that it has %i files",
    async (claims) => {
      const names = ["a.csv", "b.csv", "c.csv"];
      for (const isZip64 of [false, true]) {
        const short = zipOf(
          names.map((name) => ({ name, text })),
          { claims, isZip64 },
        );
        expect(await toldMembers("z.zip", objectOf(short), text)).toEqual(names.map((name) => `${name}|${name}`));
      }
    },
  );

  test.each([4, 2 ** 40])("that says it has %i files, and has three, is refused", async (claims) => {
    const names = ["a.csv", "b.csv", "c.csv"];
    const files = names.map((name) => ({ name, text }));
    const long = zipOf(files, { claims, isZip64: true });
    await expect(toldMembers("z.zip", objectOf(long), text)).rejects.toThrow("not a whole one");
  });

  test("closes every range when its reader ends early", async () => {
    const opened: ReturnType<typeof stream>[] = [];
    const source: ByteSource = {
      size: archive.length,
      read: ({ from, to } = { from: 0 }) => {
        const bytes = stream([archive.subarray(from, from + 1000), archive.subarray(from + 1000, to)]);
        opened.push(bytes);
        return bytes;
      },
    };
    for await (const member of members("z.zip", source, limits)) {
      if (!("reason" in member)) for await (const _ of member.bytes) break;
      break;
    }
    expect(opened.map((bytes) => bytes.isClosed())).toEqual([true, true]);
  });

  test.each([0, 1])("lets an error of the store through as it is, after %i requests", async (count) => {
    const gone = new TapError("gone", "The object was deleted");
    const source = objectOf(archive);
    let reads = 0;
    const failing: ByteSource = {
      size: archive.length,
      read: (range) => {
        if (++reads > count) throw gone;
        return source.read(range);
      },
    };
    await expect(toldMembers("z.zip", failing, text)).rejects.toBe(gone);
  });

  test("is stopped by what all its files together expand to", async () => {
    const zeros = Buffer.alloc(20 * 1024 * 1024);
    const bomb = zipOf(Array.from({ length: 8 }, (_, index) => ({ name: `${index}.csv`, text: zeros })));
    await expect(toldMembers("z.zip", objectOf(bomb), text)).rejects.toThrow('"max_expansion"');
  });

  test("is either read as it was or refused, whichever of its bytes is changed", async () => {
    const small = zipOf([
      { name: "a.csv", text },
      { name: "b.csv", text, isZip64: true, hasDescriptor: true },
    ]);
    const outcomes = new Set<string>();
    for (let at = 0; at < small.length; at++) {
      const changed = Buffer.from(small);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const told = await toldMembers("z.zip", objectOf(changed), text).catch((error: unknown) => error);
      if (told instanceof Error) expect(told).toBeInstanceOf(TapError);
      outcomes.add(Array.isArray(told) ? told.map((line: string) => line.replace(/^.*?(:|$)/, "")).join() : "refused");
    }
    expect([...outcomes].sort()).toEqual([",", "refused"]);
  });
});
