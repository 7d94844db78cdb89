import type { Setup } from "./credential-setups.ts";
import type { CredentialWorld } from "./credential-world.ts";

/** The columns of the table in docs/credentials.md. */
export const faults = ["missing", "refused", "slow", "expiring in mid-run", "behind a proxy"] as const;
type FaultName = (typeof faults)[number];

/** One cell: how it comes about, and what the run says; null where it works. */
interface Cell {
  readonly arrange: (world: CredentialWorld) => Promise<Setup>;
  readonly says: RegExp | null;
}

/** A row of the table. A fault that cannot befall a source has no cell. */
export type Row = Readonly<Partial<Record<FaultName, Cell>>>;

type Arrange = (world: CredentialWorld) => Promise<Setup>;

/** A run that reads everything. */
export const works = (arrange: Arrange): Cell => ({ arrange, says: null });
/** A run that ends with a sentence. */
export const fails = (says: RegExp, arrange: Arrange): Cell => ({ arrange, says });
