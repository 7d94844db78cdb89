import { encodeUri } from "../url-encoding.ts";

/** A query by its parameters, as it stands in a request and in what is signed of it. */
export type Query = Readonly<Record<string, string | readonly string[] | null>>;

/** The query as S3 wants it for a signature: sorted by name, and all encoded that may be. */
export function queryText(query: Query): string {
  const parts: (readonly [string, string])[] = [];
  for (const [name, value] of Object.entries(query)) {
    const encoded = encodeUri(name);
    for (const one of value === null || typeof value === "string" ? [value] : value)
      parts.push([encoded, one === null ? encoded : `${encoded}=${encodeUri(one)}`]);
  }
  return parts
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, part]) => part)
    .join("&");
}
