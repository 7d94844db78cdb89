import type { Section } from "./section.ts";

/**
 * The texts of a config that must appear in no log, also as they look inside a URL or a JSON text. Texts of fewer than
 * four characters are left out: they would turn up everywhere, and replacing them would ruin every log.
 */
export function findSecrets(top: Section): readonly string[] {
  const secrets = new Set<string>();
  for (const [key, value] of Object.entries(top.values)) {
    if (top.settings[key]?.secret !== true || typeof value !== "string" || value.length < 4) continue;
    secrets.add(value);
    // By way of a buffer, because encodeURIComponent throws at half a surrogate pair.
    secrets.add(encodeURIComponent(Buffer.from(value).toString()));
    secrets.add(JSON.stringify(value).slice(1, -1));
  }
  // Longest first, so that no part of a secret is left behind by a shorter one.
  return [...secrets].sort((a, b) => b.length - a.length);
}
