import type { TopSection, TopTextKey } from "./schema.ts";
import { optionalTextOf, reject } from "./section.ts";

/** Twelve digits without hyphens; undefined where the key is absent or wrong. */
export function parseAccountId(top: TopSection, key: TopTextKey): string | undefined {
  const id = optionalTextOf(top, key)?.replaceAll(/[-\s]/g, "");
  if (id === undefined || /^\d{12}$/.test(id)) return id;
  const hint = /^\d{1,11}$/.test(id) ? "; put it in quotes, so that leading zeros are kept" : "";
  reject(top, key, `must be the 12 digits of an AWS account, for example "123456789012"${hint}`);
  return undefined;
}
