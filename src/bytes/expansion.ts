import type { Fail } from "./fail.ts";

/** Small files may expand as they like: the limit is there to stop a file that would never end. */
const freeBytes = 100 * 1024 * 1024;

/** The bytes as they are, until they are more than `maxExpansion` times what the input has given. */
export async function* limitExpansion(
  bytes: AsyncIterable<Uint8Array>,
  input: { readonly received: number },
  maxExpansion: number,
  fail: Fail,
): AsyncGenerator<Uint8Array, void, undefined> {
  let count = 0;
  for await (const chunk of bytes) {
    count += chunk.length;
    if (count > freeBytes && count > maxExpansion * input.received) {
      throw fail(
        `it expands to more than ${maxExpansion} times its size; set "max_expansion" higher if this is no mistake`,
      );
    }
    yield chunk;
  }
}
