import { TapError } from "../../errors.ts";

/**
 * What may become of a source that gave no credentials. `refused` stays so. `away` may be back in a moment, as when
 * nobody answers. `lost` is final the first time, and worth waiting for once it has given credentials in this run.
 */
export type Outlook = "refused" | "away" | "lost";

/** A source that is set up and gave no credentials: which, what it said, and what to do. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly source: string;
  readonly outlook: Outlook;
  readonly why: string;

  constructor(source: string, outlook: Outlook, why: string) {
    super(`Cannot get credentials from ${source}: ${why}`);
    this.source = source;
    this.outlook = outlook;
    this.why = why;
  }
}

/** A source that may be back: retry.ts knows it by its code, and tries again as for a host that cannot be reached. */
class CredentialsAway extends Error {
  override readonly name = "CredentialsAway";
  readonly code = "CredentialsAway";
}

/** What a failed source means for the request that needed it. */
export function consequenceOf({ source, outlook, why, message }: SourceError, hadBefore: boolean): Error {
  const isFinal = outlook === "refused" || (outlook === "lost" && !hadBefore);
  return isFinal
    ? new TapError("denied", message)
    : new CredentialsAway(`there are no credentials from ${source}: ${why}`);
}
