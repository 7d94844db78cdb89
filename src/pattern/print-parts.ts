/** Printed parts one behind the other; null where one of them cannot be said. */
export function join(parts: readonly (string | null)[], separator: string): string | null {
  return parts.includes(null) ? null : parts.join(separator);
}

/** A printed part as one. */
export function wrap(part: string | null, open = "(?:"): string | null {
  return part === null ? null : `${open}${part})`;
}
