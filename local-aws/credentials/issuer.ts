import type { Identities } from "../store/identities.ts";

/** Temporary keys that open the store. */
export interface Issued {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** Whom a source hands out credentials of, and for how long. */
export interface Issuer {
  readonly identities: Identities;
  /** Seconds that a session lasts, and says it does; an hour when absent. */
  readonly seconds?: number;
}

/** New keys, of a role that may do everything. */
export function issue({ identities, seconds = 3600 }: Issuer, name: string): Issued {
  const arn = `arn:aws:sts::123456789012:assumed-role/${name}/tap`;
  const expiration = new Date(Date.now() + seconds * 1000);
  const role = { arn: `arn:aws:iam::123456789012:role/${name}` };
  const { accessKeyId, secretAccessKey, sessionToken } = identities.startSession(arn, role, expiration.getTime());
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}
