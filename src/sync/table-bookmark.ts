import { limitSeen } from "../bookmark/limit-seen.ts";
import type { Plan } from "../bookmark/plan.ts";
import {
  currentBookmark,
  checkpoint,
  dismiss,
  finish,
  postpone,
  replaceBy,
  resumePoint,
  type Run,
  startRun,
} from "../bookmark/run.ts";
import { type Share, shareBookmark } from "../bookmark/share.ts";
import { versionOf } from "../bookmark/version.ts";
import { writeBookmark } from "../bookmark/write-bookmark.ts";
import type { Beginning } from "../format/file-format.ts";
import type { S3Object } from "../s3/store.ts";
import type { TableObject } from "../table/table-object.ts";
import type { StateWriter } from "./state-writer.ts";

export interface TableBookmarkOptions {
  readonly stream: string;
  /** What the state held for the stream when the run began. */
  readonly incoming: unknown;
  readonly seenLimit: number;
  /** Where the run is one of several that share it. */
  readonly share: Share | null;
}

/** What a run leaves to be told of a table's bookmark. */
export interface BookmarkEnd {
  /** The floor, where more was to be remembered above it than the limit allows. */
  readonly forgottenUpTo: Date | null;
  /** The oldest object that was postponed, where the floor waits for it. */
  readonly waitsFor: S3Object | null;
  /** Versions that the state remembers one by one. */
  readonly seen: number;
}

/** One table's bookmark during a run, and the STATE lines that tell of it. */
export class TableBookmark {
  #run: Run<TableObject>;
  readonly #states: StateWriter;
  readonly #options: TableBookmarkOptions;
  readonly #done: ReadonlySet<string>;
  #postponed: S3Object | null = null;
  #version: number;

  constructor(plan: Plan<TableObject>, states: StateWriter, options: TableBookmarkOptions) {
    this.#run = startRun(plan);
    this.#version = plan.replaced?.version ?? 0;
    this.#states = states;
    this.#options = options;
    this.#done = new Set(options.share?.begun?.files.shared.done.map(({ id }) => id));
  }

  /** Where to go on with an object that an earlier run has begun, or null. */
  progressOf(object: S3Object): Beginning | null {
    return resumePoint(this.#run, object);
  }

  /**
   * The number under which an object that replaces its table is sent: a new one each time it is begun, so that what was
   * begun before and is not whole counts as older. Not a time of the store: only that it rises is of use.
   */
  nextVersion(): number {
    this.#version = Math.max(Date.now(), this.#version + 1);
    return this.#version;
  }

  /** All records up to here have been written. A STATE may say so from now on. */
  reached(object: S3Object, { records, byte }: Beginning): void {
    this.#run = checkpoint(this.#run, object, { records, line: records + 2, byte });
  }

  /** What was read of the object cannot be trusted: the next run reads it from its start. */
  discardCheckpoint(object: S3Object): void {
    this.#run = checkpoint(this.#run, object, null);
  }

  /** Whether this version was read before the run was begun again; a plan that is read again does not know. */
  isDone(object: S3Object): boolean {
    return this.#done.has(versionOf(object).id);
  }

  /** The object needs no further reading. */
  async finished(object: S3Object): Promise<void> {
    const { replaces = false } = this.#run.plan.options;
    this.#run = replaces ? replaceBy(this.#run, object, this.#version) : finish(this.#run, object);
    if (this.#states.isDue()) await this.write();
  }

  /** There is nothing to be read of the object. */
  dismissed(object: S3Object): void {
    this.#run = dismiss(this.#run, object);
  }

  /** The object stays to be read by the next run. */
  postponed(object: S3Object): void {
    if (this.#postponed === null || object.lastModified < this.#postponed.lastModified) this.#postponed = object;
    this.#run = postpone(this.#run, object);
  }

  /** Says in a STATE, before anything is read, what was taken for done because of what is listed now. */
  async adopt(): Promise<void> {
    if (this.#states.isSmall || this.#states.isDue()) await this.write();
    else this.#states.note(this.#options.stream, this.#bookmark().written);
  }

  /** Writes a STATE of what has been reached. */
  async write(): Promise<void> {
    await this.#states.writeWith(this.#options.stream, () => this.#bookmark().written);
  }

  /** Leaves the last bookmark of this run to the next STATE. */
  end(): BookmarkEnd {
    const { bookmark, forgotten, written } = this.#bookmark();
    this.#states.note(this.#options.stream, written);
    return {
      forgottenUpTo: forgotten > 0 ? new Date(bookmark.floor) : null,
      waitsFor: this.#postponed,
      seen: bookmark.seen.length,
    };
  }

  #bookmark(): ReturnType<typeof limitSeen> & { readonly written: Record<string, unknown> } {
    const { incoming, seenLimit, share } = this.#options;
    const limited =
      share === null
        ? limitSeen(currentBookmark(this.#run), seenLimit, this.#run.plan.limitCeiling)
        : { bookmark: shareBookmark(this.#run, share), forgotten: 0 };
    return { ...limited, written: writeBookmark(limited.bookmark, incoming) };
  }
}
