/** What a JSON value is, in the words of a message. It never tells the value. */
export function nameKind(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return "a string";
  return typeof value === "number" ? "a number" : "an object";
}
