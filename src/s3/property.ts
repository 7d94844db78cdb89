/** A property of what is not known to have it, such as an error or a part of the SDK. */
export function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
