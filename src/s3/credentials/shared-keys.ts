import type { Keys } from "./keys.ts";

/** The SDK asks again five minutes before keys end; so does this. */
const earlyMs = 5 * 60_000;

/** Has one asking serve all who want keys at the same time, and the keys serve until they are about to end. */
export function shareKeys(ask: () => Promise<Keys>): () => Promise<Keys> {
  let keys: Keys | null = null;
  let asking: Promise<Keys> | null = null;
  const askOnce = async (): Promise<Keys> => {
    try {
      return (keys = await ask());
    } finally {
      asking = null;
    }
  };
  return async () => {
    const isGood = keys !== null && (keys.expiration === undefined || keys.expiration.getTime() > Date.now() + earlyMs);
    return isGood && keys !== null ? keys : (asking ??= askOnce());
  };
}
