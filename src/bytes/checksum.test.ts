import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainXxh64 } from "../../test/support/plain-xxh64.ts";
import { Checksum } from "./checksum.ts";

/** Of the program xxhsum: text, XXH64. */
const known: readonly (readonly [string, string])[] = [
  ["", "ef46db3751d8e999"],
  ["a", "d24ec4f1a98c6e5b"],
  ["abc", "44bc2cf5ad770999"],
];

describe("Checksum", () => {
  test.each(known)("is the lower half of what is known of %j", (text, sum) => {
    expect(plainXxh64(Buffer.from(text)).toString(16)).toBe(sum);
    expect(checksumOf([Buffer.from(text)]).toString(16)).toBe(sum.slice(8));
  });

  test("is that of the plain reading, whatever the text and its pieces", () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (texts) => {
        expect(checksumOf(texts)).toBe(lowerHalf(plainXxh64(Buffer.concat(texts))));
      }),
    );
  });

  test("is that of the plain reading for a text of more than one window", () => {
    const text = Buffer.alloc(200_001, "id,name\n1,a\n");
    expect(checksumOf([text])).toBe(lowerHalf(plainXxh64(text)));
    expect(checksumOf([text.subarray(0, 77), text.subarray(77)])).toBe(lowerHalf(plainXxh64(text)));
  });

  test("is not disturbed by others that are made between its pieces", () => {
    const [one, other] = [new Checksum(), new Checksum()];
    for (const piece of ["a", "b", "c"].map((text) => Buffer.from(text))) {
      one.add(piece);
      other.add(Buffer.alloc(50, 1));
    }
    expect(one.sum().toString(16)).toBe("ad770999");
  });
});

function checksumOf(texts: readonly Uint8Array[]): number {
  const checksum = new Checksum();
  for (const text of texts) checksum.add(text);
  return checksum.sum();
}

function lowerHalf(sum: bigint): number {
  return Number(sum & 0xffffffffn);
}
