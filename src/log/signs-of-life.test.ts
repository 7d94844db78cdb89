import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TableMetrics } from "./metrics.ts";
import { giveSigns, signIntervalMs } from "./signs-of-life.ts";
import { TableSummary } from "./summary.ts";

const minute = 60_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("In ten minutes in which nothing moves, a line comes every 30 seconds and the counters every 60", () => {
  const began = Date.now();
  const told: { readonly second: number; readonly isMetric: boolean }[] = [];
  const log = pino(
    { base: null },
    {
      write: (line: string) =>
        void told.push({ second: (Date.now() - began) / 1000, isMetric: line.includes("METRIC: ") }),
    },
  );
  const summary = new TableSummary("t");
  const end = giveSigns(summary, new TableMetrics(summary, log), log, signIntervalMs);
  vi.advanceTimersByTime(10 * minute);
  end();
  vi.advanceTimersByTime(minute);
  const secondsOf = (isMetric: boolean): readonly number[] => [
    ...new Set(told.filter((line) => line.isMetric === isMetric).map(({ second }) => second)),
  ];
  expect(secondsOf(false)).toEqual(Array.from({ length: 20 }, (_, index) => 30 * (index + 1)));
  expect(secondsOf(true)).toEqual(Array.from({ length: 10 }, (_, index) => 60 * (index + 1)));
});
