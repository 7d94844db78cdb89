import { only } from "../bytes/only.ts";
import type { FileFormat, OpenFile } from "../format/file-format.ts";
import type { Finding } from "../format/finding.ts";
import { EndsInPassing } from "./ends-in-passing.ts";

/**
 * Looks at the first file of a table that settings describe, once, while whoever reads the file reads it: at its
 * beginning, and at its end as well where it is read so far. Nothing is fetched twice. Whoever reads says when there is
 * time to look: the first records should not wait for it.
 */
export class FirstLook {
  readonly #tell: (file: string, findings: readonly Finding[]) => void;
  #isTaken = false;
  /** The file that passes, until it has been looked at as far as it is read. */
  #passing: Passing | null = null;

  /** `tell` hears of what is wrong without a doubt, and only if something is. */
  constructor(tell: (file: string, findings: readonly Finding[]) => void) {
    this.#tell = tell;
  }

  /** The same file, whose ends are kept as its bytes pass. */
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
    const passing: Passing = { ends: new EndsInPassing(), look, isBeginningSeen: false, isWhole: false };
    this.#passing = passing;
    return { ...open, bytes: pass(open.bytes, passing) };
  }

  /** Looks at the beginning as soon as it has passed. */
  async lookAtBeginning(): Promise<void> {
    const passing = this.#passing;
    if (passing === null || passing.isBeginningSeen || !passing.ends.isHeadWhole) return;
    passing.isBeginningSeen = true;
    await passing.look(passing.ends.head());
  }

  /** Looks at what has not been looked at of a file that is read no further. */
  async lookAtRest(): Promise<void> {
    const passing = this.#passing;
    if (passing === null) return;
    this.#passing = null;
    const { ends, look, isBeginningSeen, isWhole } = passing;
    const head = ends.head();
    if (!isBeginningSeen && head.length > 0) await look(head);
    const ending = isWhole ? ends.ending() : null;
    if (ending !== null) await look(head, ending);
  }
}

interface Passing {
  readonly ends: EndsInPassing;
  readonly look: (head: Uint8Array, ending?: Uint8Array) => Promise<void>;
  isBeginningSeen: boolean;
  isWhole: boolean;
}

async function* pass(bytes: AsyncIterable<Uint8Array>, passing: Passing): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    passing.ends.add(chunk);
    yield chunk;
  }
  passing.isWhole = true;
}
