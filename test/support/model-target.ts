import { isObject } from "../../src/json.ts";
import type { ModelObject } from "./s3-model.ts";

/** What the model's taps write: one record of one version, or a state, which is only rendered when it is kept. */
type Message = { readonly object: ModelObject; readonly record: number } | { readonly state: () => unknown };

/**
 * A target that loads records at STATE lines only, and a runner that keeps the last state whose
 * records were loaded. What a killed run wrote after that is gone.
 */
export class ModelTarget {
  /** The bookmark the next run begins with, as JSON. */
  state = "null";
  /** Records that were written again although they had been loaded. */
  repeated = 0;
  /** The versions of which a loaded record was repeated. */
  readonly repeatedObjects = new Set<ModelObject>();
  readonly #loaded = new Map<ModelObject, Set<number>>();
  #written = new Map<ModelObject, Set<number>>();
  #pending: Message[] = [];
  readonly #merges: boolean;

  /** `merges`: the runner merges each state into the one before, as Meltano does. */
  constructor(merges = false) {
    this.#merges = merges;
  }

  writeRecord(object: ModelObject, record: number): void {
    if (this.#loaded.get(object)?.has(record) === true) {
      this.repeated++;
      this.repeatedObjects.add(object);
    }
    note(this.#written, object, record);
    this.#pending.push({ object, record });
  }

  writeState(state: () => unknown): void {
    this.#pending.push({ state });
  }

  /** Loads what was written up to the last STATE but `lag`; the rest is lost. */
  load(lag = 0): void {
    const states = this.#pending.flatMap((message, index) => ("state" in message ? [index] : []));
    const end = states.at(-1 - lag) ?? -1;
    for (const message of this.#pending.slice(0, end + 1)) {
      if ("object" in message) note(this.#loaded, message.object, message.record);
    }
    const last = this.#pending[end];
    if (last !== undefined && "state" in last) {
      const next = JSON.parse(JSON.stringify(last.state())) as unknown;
      this.state = JSON.stringify(this.#merges ? merged(JSON.parse(this.state), next) : next);
    }
    this.#pending = [];
    this.#written = new Map();
  }

  hasLoaded(object: ModelObject): boolean {
    return this.#loaded.get(object)?.size === object.records;
  }

  /** Whether the first `records` records were loaded, or written by the run that goes on. */
  hasWritten(object: ModelObject, records = object.records): boolean {
    const loaded = this.#loaded.get(object);
    const written = this.#written.get(object);
    for (let record = 0; record < records; record++) {
      if (loaded?.has(record) !== true && written?.has(record) !== true) return false;
    }
    return true;
  }
}

/** Key by key, and no key is ever left out; lists and plain values are replaced whole. */
function merged(before: unknown, next: unknown): unknown {
  if (!isObject(before) || !isObject(next)) return next;
  const both = Object.entries(next).map(([key, value]) => [key, key in before ? merged(before[key], value) : value]);
  return { ...before, ...Object.fromEntries(both) };
}

function note(records: Map<ModelObject, Set<number>>, object: ModelObject, record: number): void {
  const known = records.get(object);
  if (known === undefined) records.set(object, new Set([record]));
  else known.add(record);
}
