import { only } from "../bytes/only.ts";
import type { FileFormat, OpenFile } from "../format/file-format.ts";
import type { Finding } from "../format/finding.ts";

/** Bytes of a file that are looked at. */
const headSize = 64 * 1024;

/**
 * Looks at the beginning of the first file of a table that settings describe, once, while whoever reads the file reads
 * it: nothing is fetched twice.
 */
export class FirstLook {
  readonly #tell: (file: string, findings: readonly Finding[]) => void;
  #isTaken = false;

  /** `tell` hears of what is wrong without a doubt, and only if something is. */
  constructor(tell: (file: string, findings: readonly Finding[]) => void) {
    this.#tell = tell;
  }

  /** The same file, looked at as its bytes pass. */
  at(file: string, format: FileFormat, open: OpenFile): OpenFile {
    if (this.#isTaken || format.sniff === undefined) return open;
    this.#isTaken = true;
    const look = async (head: Uint8Array): Promise<void> => {
      const findings = (await format.sniff?.({ ...open, bytes: only(head) })) ?? [];
      const sure = findings.filter(({ isSure }) => isSure);
      if (sure.length > 0) this.#tell(file, sure);
    };
    return { ...open, bytes: passing(open.bytes, look) };
  }
}

async function* passing(
  bytes: AsyncIterable<Uint8Array>,
  look: (head: Uint8Array) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let isDone = false;
  try {
    for await (const chunk of bytes) {
      if (!isDone) {
        const part = Buffer.from(chunk.subarray(0, headSize - size));
        parts.push(part);
        size += part.length;
        if (size === headSize) {
          isDone = true;
          await look(Buffer.concat(parts));
        }
      }
      yield chunk;
    }
  } finally {
    if (!isDone && size > 0) await look(Buffer.concat(parts));
  }
}
