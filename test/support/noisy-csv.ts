import { createRandom } from "../../local-aws/random.ts";

/** A CSV text whose second column cannot be packed to much less than half. */
export function noisyCsv(rows: number, seed: number): string {
  const random = createRandom(seed);
  const digits = (): string => Math.floor(random() * 2 ** 32).toString(36);
  return `id,text\n${Array.from({ length: rows }, (_, index) => `${index},${digits()}${digits()}${digits()}\n`).join("")}`;
}
