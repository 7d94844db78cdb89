import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Those with large files, which leave hundreds of MB behind them. */
const large =
  /\/(?:checkpoint|date-order|fault-matrix|footers|kill|launch|memory|replay|resume|signals|slow-reader|streams|terminal)\.test/;

/**
 * Tests that start the program come before those that work in the worker itself, and those of large files behind the
 * others: to start a program, Linux copies the tables of all pages that the worker has, which takes 1 ms for a small
 * one, and 13 ms for 500 MB.
 */
export class ProgramsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => turnOf(a) - turnOf(b));
  }
}

function turnOf({ moduleId }: TestSpecification): number {
  if (!/\/test\/(?:cli|golden)\//.test(moduleId)) return 2;
  return large.test(moduleId) ? 1 : 0;
}
