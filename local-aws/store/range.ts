import { S3Error } from "./s3-error.ts";

/**
 * The half-open range that a Range header asks for, or null for the whole object. S3 serves the whole
 * object for what it cannot parse and for several ranges.
 */
export function parseRange(header: string | undefined, size: number): { from: number; to: number } | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (match === null) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return null;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size : Math.min(Number(last) + 1, size);
  if (from >= size) {
    throw new S3Error("InvalidRange", "The requested range is not satisfiable", {
      elements: { RangeRequested: header ?? "", ActualObjectSize: String(size) },
      headers: { "content-range": `bytes */${size}` },
    });
  }
  return { from, to };
}
