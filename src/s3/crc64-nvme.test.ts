import fc from "fast-check";
import { expect, test } from "vitest";
import { crc64Nvme } from "./crc64-nvme.ts";

/** The definition, bit by bit. */
function bitwise(bytes: Uint8Array): bigint {
  let sum = 0xffffffffffffffffn;
  for (const byte of bytes) {
    sum ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1n ? (sum >> 1n) ^ 0x9a6c9329ac4bc9b5n : sum >> 1n;
    }
  }
  return sum ^ 0xffffffffffffffffn;
}

// The check value of the CRC catalogue, and the examples of the NVM Express specification.
test.each([
  ["123456789", Buffer.from("123456789"), 0xae8b14860a799888n],
  ["nothing", Buffer.alloc(0), 0n],
  ["4096 zeros", Buffer.alloc(4096), 0x6482d367eb22b64en],
  ["4096 ones", Buffer.alloc(4096, 0xff), 0xc0ddba7302eca3acn],
])("The sum of %s is what the standard says", (_, bytes, sum) => {
  expect(crc64Nvme(0n, bytes)).toBe(sum);
});

test("Chunks of any length at any offset add up to the sum of the whole", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), fc.nat(200), (bytes, first, second) => {
      const [from, to] = [Math.min(first, second), Math.max(first, second)];
      const parts = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
      expect(parts.reduce(crc64Nvme, 0n)).toBe(bitwise(bytes));
    }),
  );
});
