import type { Layout } from "../record/layout.ts";

/** Which columns of the catalog the files of a table no longer have: each is told once, with the first file that lacks it. */
export class GoneColumns {
  readonly #hadBefore: boolean;
  readonly #had = new Set<string>();
  readonly #told = new Set<string>();

  /** `hadBefore`: earlier runs have read files of the table, and so all columns. In a first run, the oldest files may lack what came later. */
  constructor(hadBefore: boolean) {
    this.#hadBefore = hadBefore;
  }

  /** The columns that are told with this file. Where records bring their names along, none need have all. */
  of({ findings, isNamed, slots }: Layout): readonly string[] {
    for (const slot of slots) if (slot !== null) this.#had.add(slot.name);
    if (isNamed) return [];
    const gone = findings.missing.filter((name) => this.#hadBefore || this.#had.has(name));
    const first = gone.filter((name) => !this.#told.has(name));
    for (const name of first) this.#told.add(name);
    return first;
  }
}
