/** A copy with some bits of one byte the other way round: the lowest, or those of `bits`. From its end where `at` is negative. */
export function flipped(bytes: Buffer, at: number, bits = 1): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy.writeUInt8(copy.readUInt8(index) ^ bits, index);
  return copy;
}
