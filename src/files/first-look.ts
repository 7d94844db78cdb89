import { only } from "../bytes/only.ts";
import type { FileFormat, OpenFile } from "../format/file-format.ts";
import type { Finding } from "../format/finding.ts";
import { EndsInPassing } from "./ends-in-passing.ts";

/**
 * Looks at the first file of a table that settings describe, once, while whoever reads the file reads it: at its
 * beginning, and at its end as well where it is read so far. Nothing is fetched twice.
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
    let isGoodSoFar = false;
    const look = async (head: Uint8Array, ending?: Uint8Array): Promise<void> => {
      const asked = ending === undefined ? {} : { ending, isGoodSoFar };
      const findings = (await format.sniff?.({ ...open, bytes: only(head) }, asked)) ?? [];
      isGoodSoFar = findings.length === 0;
      const sure = findings.filter(({ isSure }) => isSure);
      if (sure.length > 0) this.#tell(file, sure);
    };
    return { ...open, bytes: passing(open.bytes, look) };
  }
}

async function* passing(
  bytes: AsyncIterable<Uint8Array>,
  look: (head: Uint8Array, ending?: Uint8Array) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const ends = new EndsInPassing();
  let isTaken = false;
  let isWhole = false;
  try {
    for await (const chunk of bytes) {
      ends.add(chunk);
      if (!isTaken && ends.isHeadWhole) {
        isTaken = true;
        await look(ends.head());
      }
      yield chunk;
    }
    isWhole = true;
  } finally {
    const head = ends.head();
    if (!isTaken && head.length > 0) await look(head);
    const ending = isWhole ? ends.ending() : null;
    if (ending !== null) await look(head, ending);
  }
}
