/** Keys that sign requests. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** When they end; the SDK asks again five minutes before. */
  readonly expiration?: Date;
}

/** What is wrong with a text that is to go into a header, or undefined. Never shows it. */
export function findKeyProblem(text: string): string | undefined {
  if (/[\r\n]/.test(text)) return "holds a line break in its middle; it must be one line";
  return /^[\x21-\x7e]+$/.test(text) ? undefined : "holds a blank or a character that no key has; copy it again";
}

/** Whatever of keys must not be logged. */
export function secretsOf({ accessKeyId, secretAccessKey, sessionToken }: Keys): readonly string[] {
  return [accessKeyId, secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])];
}
