/** Where the messages of a run go, in their order. Every method throws TapError when nobody takes them any more. */
export interface RecordSink {
  /** Bytes of all that was given so far. */
  readonly written: number;

  /**
   * Takes whole lines: SCHEMA, RECORDs, ACTIVATE_VERSION. Resolves as soon as more may be given, and is null where that is
   * so at once; the bytes may be reused by their owner as soon as the call after it has returned.
   */
  write(lines: Uint8Array): Promise<void> | null;

  /** Takes a STATE, and sees to it that all that was written before is where a STATE may speak of it. */
  writeState(line: Uint8Array): Promise<void>;

  /** Resolves when nothing of what was given is needed any more. */
  flush(): Promise<void>;
}
