import { limitSeen } from "../bookmark/bookmark.ts";
import type { Plan } from "../bookmark/plan.ts";
import { bookmarkOf, checkpoint, finish, postpone, resumePoint, type Run, startRun } from "../bookmark/run.ts";
import { writeBookmark } from "../bookmark/write-bookmark.ts";
import type { Beginning } from "../format/file-format.ts";
import type { S3Object } from "../s3/store.ts";
import type { StateWriter } from "./state-writer.ts";

export interface TableBookmarkOptions {
  readonly stream: string;
  /** What the state held for the stream when the run began. */
  readonly incoming: unknown;
  readonly seenLimit: number;
  /** Told at the end, with the floor that the next run begins with, when there was more to remember than `seenLimit` allows. */
  readonly onForgotten: (floor: Date) => void;
}

/** One table's bookmark during a run, and the STATE lines that tell of it. */
export class TableBookmark {
  #run: Run<S3Object>;
  readonly #states: StateWriter;
  readonly #options: TableBookmarkOptions;
  #forgottenUpTo: Date | null = null;

  constructor(plan: Plan<S3Object>, states: StateWriter, options: TableBookmarkOptions) {
    this.#run = startRun(plan);
    this.#states = states;
    this.#options = options;
  }

  /** Where to go on with an object that an earlier run has begun, or null. */
  progressOf(object: S3Object): Beginning | null {
    return resumePoint(this.#run, object);
  }

  /** All records up to here have been written. A STATE may say so from now on. */
  reached(object: S3Object, { records, byte }: Beginning): void {
    this.#run = checkpoint(this.#run, object, { records, line: records + 2, byte });
  }

  /** What was read of the object cannot be trusted: the next run begins it anew. */
  distrust(object: S3Object): void {
    this.#run = checkpoint(this.#run, object, null);
  }

  /** The object needs no further reading. */
  async finished(object: S3Object): Promise<void> {
    this.#run = finish(this.#run, object);
    if (this.#states.isDue()) await this.write();
  }

  /** The object stays to be read by the next run. */
  postponed(object: S3Object): void {
    this.#run = postpone(this.#run, object);
  }

  /** Writes a STATE of what has been reached. */
  async write(): Promise<void> {
    const { stream, incoming, seenLimit } = this.#options;
    const { bookmark, forgotten } = limitSeen(bookmarkOf(this.#run), seenLimit, this.#run.plan.limitCeiling);
    if (forgotten > 0) this.#forgottenUpTo = new Date(bookmark.floor);
    await this.#states.write(stream, writeBookmark(bookmark, incoming));
  }

  /** Writes the last STATE of the table in this run. */
  async end(): Promise<void> {
    await this.write();
    if (this.#forgottenUpTo !== null) this.#options.onForgotten(this.#forgottenUpTo);
  }
}
