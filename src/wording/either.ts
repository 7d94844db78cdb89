/** Several things of which one will do, as in "a, b or c". */
export function either(things: readonly string[]): string {
  const last = things.at(-1) ?? "";
  return things.length < 2 ? last : `${things.slice(0, -1).join(", ")} or ${last}`;
}
