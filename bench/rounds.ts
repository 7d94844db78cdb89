import { measure, type Command, type Run } from "./measure.ts";

/** One program of a comparison. */
export interface Candidate {
  readonly name: string;
  readonly command: Command;
  /** Bytes of input, because slow programs are given less; figures are per byte. */
  readonly size: number;
}

/** The runs of one program, one per round. */
export interface Result {
  readonly name: string;
  readonly size: number;
  readonly runs: readonly Run[];
}

/**
 * Runs all programs once per round, in turn, in the opposite order every second round: what the
 * machine is busy with besides falls on all of them.
 */
export async function compare(candidates: readonly Candidate[], rounds: number): Promise<readonly Result[]> {
  const results = candidates.map((candidate) => ({ ...candidate, runs: new Array<Run>() }));
  for (let round = 0; round < rounds; round++) {
    for (const { command, runs } of round % 2 === 0 ? results : results.toReversed()) runs.push(await measure(command));
  }
  return results;
}

/** How many times as much the first program takes per byte as the second: the median of the ratios within each round. */
export function ratio(of: Result, to: Result, what: "cpuMs" | "wallMs"): number {
  const perByte = ({ runs, size }: Result, round: number): number => (runs[round]?.[what] ?? Number.NaN) / size;
  return median(of.runs.map((_, round) => perByte(of, round) / perByte(to, round)));
}

/**
 * How many times as much CPU the first program takes per byte as the second, by the least of each one's runs: what else a
 * machine does can only add to it. For programs that differ by a few hundredths, as the tap with another setting.
 */
export function leastRatio(of: Result, to: Result): number {
  const least = ({ runs, size }: Result): number => Math.min(...runs.map(({ cpuMs }) => cpuMs)) / size;
  return least(of) / least(to);
}

/** The result of one program. */
export function resultOf(results: readonly Result[], name: string): Result {
  const result = results.find((one) => one.name === name);
  if (result === undefined) throw new Error(`"${name}" was not measured`);
  return result;
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}
