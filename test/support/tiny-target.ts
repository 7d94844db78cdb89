import type { Message, StateValue } from "./messages.ts";

/** A record as it is recognised again: which line of which file, and which text that line had. */
export type Line = string;

/** What a target holds when it saves everything at each STATE, and nothing in between. */
export interface Loaded {
  /** Saved together with `state`. */
  readonly committed: readonly Line[];
  /** What came behind the last STATE: lost when the target goes down with the tap. */
  readonly tail: readonly Line[];
  readonly state: StateValue;
}

/**
 * Reads what came of a tap's output before it was cut. A last line without its end is dropped, as every target must.
 * `states`: how many of the STATEs were saved before the target went down; all when absent.
 */
export function load(output: string, before: StateValue, states = Number.POSITIVE_INFINITY): Loaded {
  const committed: Line[] = [];
  let tail: Line[] = [];
  let state = before;
  let saved = 0;
  for (const line of output.slice(0, output.lastIndexOf("\n") + 1).split("\n")) {
    if (line === "") continue;
    const message: Message = JSON.parse(line);
    if (message.type === "RECORD") tail.push(lineOf(message.record));
    if (message.type !== "STATE" || saved === states) continue;
    saved += 1;
    state = message.value;
    committed.push(...tail);
    tail = [];
  }
  return { committed, tail, state };
}

/** How two loads differ, in a form that is short where they are long. */
export function differences(expected: readonly Line[], actual: readonly Line[]): object {
  const counts = new Map<Line, number>();
  for (const line of expected) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of actual) counts.set(line, (counts.get(line) ?? 0) - 1);
  const missing = [...counts].filter(([, count]) => count > 0).map(([line]) => line);
  const repeated = [...counts].filter(([, count]) => count < 0).map(([line]) => line);
  return {
    missing: missing.length,
    repeated: repeated.length,
    such: [...missing.slice(0, 2), ...repeated.slice(0, 2)],
  };
}

/** What `differences` gives for equal loads. */
export const none = { missing: 0, repeated: 0, such: [] };

/** The record as a target recognises it. */
export function lineOf({
  _sdc_source_file: file,
  _sdc_source_lineno: line,
  ...rest
}: Readonly<Record<string, unknown>>): Line {
  return `${String(file)}:${String(line)} ${JSON.stringify(rest)}`;
}
