import { errorAnswer, type Fault } from "./faults.ts";
import { createRandom } from "../random.ts";
import type { LoggedRequest } from "../store/request-log.ts";

/** Which requests a fault befalls; what is absent does not matter. */
export interface When {
  /** A name such as "GetObject" or "ListObjectsV2", or several. */
  readonly operation?: string | readonly string[];
  readonly key?: string | RegExp;
  /** Whether the request asks for a range. */
  readonly range?: boolean;
  readonly test?: (request: LoggedRequest) => boolean;
  /** Counted from 1 among the requests that match so far. */
  readonly nth?: number;
  /** How many requests it befalls: one after `nth`, else all. */
  readonly times?: number;
  /** The chance of each matching request, drawn from a sequence that the seed fixes. */
  readonly probability?: number;
  readonly seed?: number;
}

/** A fault and the requests it befalls. */
export interface FaultRule {
  readonly when: When;
  readonly do: Fault;
}

/** Rules with their counts. The first rule that fires decides. */
export class RuleBook {
  #rules: { readonly rule: FaultRule; readonly draw: () => number; matched: number; fired: number }[] = [];

  /** Forgets the rules there were, with their counts. */
  replace(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, draw: createRandom(rule.when.seed ?? 1), matched: 0, fired: 0 }));
  }

  /** The fault for a request, if one befalls it. */
  choose(request: LoggedRequest): Fault | undefined {
    for (const entry of this.#rules) {
      const { nth, times, probability } = entry.rule.when;
      if (!isMatch(entry.rule.when, request)) continue;
      entry.matched += 1;
      const limit = times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1);
      if (entry.matched < (nth ?? 1) || entry.fired >= limit) continue;
      if (probability !== undefined && entry.draw() >= probability) continue;
      entry.fired += 1;
      return entry.rule.do;
    }
    return undefined;
  }
}

/** Refuses the access key of the first request it sees as expired, and lets every other key through. */
export function expireFirstKey(when: When = {}): FaultRule {
  let expired: string | undefined;
  const test = (request: LoggedRequest): boolean => {
    const key = /Credential=([^/]+)/.exec(request.headers.get("authorization") ?? "")?.[1];
    expired ??= key;
    return key !== undefined && key === expired && when.test?.(request) !== false;
  };
  return { when: { ...when, test }, do: errorAnswer(400, "ExpiredToken") };
}

function isMatch(when: When, request: LoggedRequest): boolean {
  const operations = typeof when.operation === "string" ? [when.operation] : when.operation;
  return (
    operations?.includes(request.operation) !== false &&
    (when.key === undefined || isKey(when.key, request.key)) &&
    (when.range === undefined || when.range === (request.range !== undefined)) &&
    when.test?.(request) !== false
  );
}

function isKey(wanted: string | RegExp, key: string | undefined): boolean {
  return typeof wanted === "string" ? key === wanted : key !== undefined && wanted.test(key);
}
