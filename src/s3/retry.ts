import { setTimeout as wait } from "node:timers/promises";
import { TapError } from "../errors.ts";
import type { StoreEvent } from "./events.ts";
import { failureOf, failureClassOf, type Failure } from "./failure.ts";

/** How patient a store is, and whom it tells. Tests hand in their own `sleep` and `random`. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  readonly random: () => number;
  readonly observe: (event: StoreEvent) => void;
  /** Breaks off requests, waits and bodies. */
  readonly signal: AbortSignal | undefined;
}

/** A policy that waits in real time and tells nobody. */
export function retryPolicyOf(maxRetries: number): RetryPolicy {
  return {
    maxRetries,
    sleep: async (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
    random: Math.random,
    observe: () => {},
    signal: undefined,
  };
}

/** What is being tried: its name for the log, and how to say that it failed for good. */
export interface Task {
  readonly name: string;
  /** Whether the store has answered this process at all. */
  readonly answered: () => boolean;
  readonly explain: (failure: Failure, retries: number) => TapError;
}

/**
 * The tries at one task. This is the only place that retries: the SDK's own attempts are switched
 * off, because they see no bodies, no malformed listings and no expired credentials.
 */
export class Attempts {
  readonly #policy: RetryPolicy;
  readonly #task: Task;
  #retries = 0;
  #brief = 0;
  #remedies = 0;
  /** Connections that trickled since the last that did not, and what has arrived since the last of them. */
  #trickles = 0;
  #arrived = 0;

  constructor(retryPolicy: RetryPolicy, task: Task) {
    this.#policy = retryPolicy;
    this.#task = task;
  }

  /** So many new bytes arrived: the count starts again. What a trickle brings is no progress. */
  progressed(bytes: number): void {
    this.#arrived += bytes;
    if (this.#arrived >= flowing) this.#trickles = 0;
    this.#retries = this.#trickles;
    this.#brief = this.#trickles;
    this.#remedies = 0;
  }

  /** Returns when it is time to try again, or throws what the failure means to the user. */
  async failed(error: unknown): Promise<void> {
    this.#policy.signal?.throwIfAborted();
    if (error instanceof TapError) {
      throw error;
    }
    const failure = failureOf(error);
    const budget = this.#budgetFor(failure);
    if (budget === "remedied" && this.#remedies < 2) {
      this.#remedies += 1;
      return;
    }
    const limit = this.#limit(budget);
    if (this.#retries >= limit) {
      throw this.#task.explain(failure, this.#retries);
    }
    const waitMs = Math.max(
      backoff(this.#retries, this.#policy.random),
      Math.min(failure.retryAfterMs ?? 0, maxWaitMs),
    );
    this.#retries += 1;
    if (failure.code === "TooSlow") {
      this.#trickles += 1;
      this.#arrived = 0;
    }
    this.#brief += budget === "brief" ? 1 : 0;
    this.#policy.observe({
      kind: "retry",
      task: this.#task.name,
      why: `${failure.code}: ${failure.message}`,
      retry: this.#retries,
      of: limit,
      waitMs,
    });
    try {
      await this.#policy.sleep(waitMs, this.#policy.signal);
    } catch (reason) {
      this.#policy.signal?.throwIfAborted();
      throw reason;
    }
  }

  #budgetFor(failure: Failure): RetryBudget {
    switch (failureClassOf(failure)) {
      case "busy":
        return "patience";
      case "no-route":
        // A mistyped endpoint must not cost minutes; one that has answered before is only away.
        return this.#task.answered() ? "patience" : "brief";
      case "nonsense":
      case "damaged":
      case "slow":
        return "brief";
      case "expired":
      case "skewed":
      case "elsewhere":
        return "remedied";
      case "refused":
        return "nothing";
    }
  }

  /** The retry after which this failure would be the last one. */
  #limit(budget: RetryBudget): number {
    switch (budget) {
      case "patience":
        return this.#policy.maxRetries;
      case "brief":
        return Math.min(this.#policy.maxRetries, this.#retries - this.#brief + briefly);
      case "remedied":
      case "nothing":
        return 0;
    }
  }
}

/** What a failure is worth: all retries, a few, or one at once because the client has put its cause out of the way. */
type RetryBudget = "patience" | "brief" | "remedied" | "nothing";

/** Tries once more until it works or there is no hope. */
export async function attempt<Result>(
  retryPolicy: RetryPolicy,
  task: Task,
  once: () => Promise<Result>,
): Promise<Result> {
  const attempts = new Attempts(retryPolicy, task);
  for (;;) {
    try {
      return await once();
    } catch (error) {
      await attempts.failed(error);
    }
  }
}

const briefly = 4;
/** Bytes that a trickle does not bring before it is aborted. */
const flowing = 1024 * 1024;
const maxWaitMs = 24_000;

/**
 * Milliseconds before retry n: 0.2, 0.6, 1.8, 5.4, 16.2, then 24 s, of which a random half is left
 * out so that many clients do not come back at once. Ten retries take 72 to 144 s: longer than a
 * brown-out of a minute, whatever the dice say. Full jitter would give up within it every second time.
 */
function backoff(retries: number, random: () => number): number {
  return Math.round(Math.min(maxWaitMs, 200 * 3 ** retries) * (1 - random() / 2));
}
