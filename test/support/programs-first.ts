import { BaseSequencer, type TestSpecification } from "vitest/node";

const startsPrograms = ({ moduleId }: TestSpecification): boolean => /\/test\/(?:cli|golden)\//.test(moduleId);

/**
 * Tests that start the program come before those that work in the worker itself: to start a program, Linux copies the
 * tables of all pages that the worker has, and after tests of very large values that takes 30 ms instead of 3.
 */
export class ProgramsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(startsPrograms), ...sorted.filter((file) => !startsPrograms(file))];
  }
}
