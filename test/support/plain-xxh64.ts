const primes: readonly [bigint, bigint, bigint, bigint, bigint] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
];
const [prime1, prime2, prime3, prime4, prime5] = primes;

/** XXH64 as its specification has it, step by step: https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
export function plainXxh64(text: Buffer): bigint {
  const sums = [prime1 + prime2, prime2, 0n, -prime1];
  let at = 0;
  for (; at + 32 <= text.length; at += 32) {
    for (const [lane, sum] of sums.entries()) sums[lane] = round(sum, text.readBigUInt64LE(at + 8 * lane));
  }
  let result = prime5;
  if (text.length >= 32) {
    result = sums.reduce((all, sum, lane) => all + rotated(sum, [1n, 7n, 12n, 18n][lane] ?? 0n), 0n);
    for (const sum of sums) result = (result ^ round(0n, sum)) * prime1 + prime4;
  }
  result = wrapped(result + BigInt(text.length));
  for (; at + 8 <= text.length; at += 8) {
    result = wrapped(rotated(result ^ round(0n, text.readBigUInt64LE(at)), 27n) * prime1 + prime4);
  }
  for (; at + 4 <= text.length; at += 4) {
    result = wrapped(rotated(result ^ wrapped(BigInt(text.readUInt32LE(at)) * prime1), 23n) * prime2 + prime3);
  }
  for (; at < text.length; at += 1) {
    result = wrapped(rotated(result ^ wrapped(BigInt(text.readUInt8(at)) * prime5), 11n) * prime1);
  }
  result = wrapped((result ^ (result >> 33n)) * prime2);
  result = wrapped((result ^ (result >> 29n)) * prime3);
  return result ^ (result >> 32n);
}

function round(sum: bigint, input: bigint): bigint {
  return wrapped(rotated(sum + input * prime2, 31n) * prime1);
}

function rotated(value: bigint, by: bigint): bigint {
  const bits = wrapped(value);
  return wrapped((bits << by) | (bits >> (64n - by)));
}

function wrapped(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
