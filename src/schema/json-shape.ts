import { isJson } from "../json.ts";
import type { FieldKind } from "./column-type.ts";

/** What a column of JSON holds, by sampled texts. */
export class JsonShape {
  readonly #seen = new Set<"object" | "array">();

  /** What is neither an object nor an array does not vote. */
  observe(text: string): void {
    const shape = shapeOf(text);
    if (shape !== null && isJson(text)) this.#seen.add(shape);
  }

  /** Objects, or arrays; text, which takes any JSON, where both were seen or nothing was. */
  kind(): FieldKind {
    const [only, other] = this.#seen;
    return only === undefined || other !== undefined ? "string" : only;
  }
}

/** What a text is if it is JSON, by its first character; null for values that are neither an object nor an array. */
export function shapeOf(text: string): "object" | "array" | null {
  const [first] = text.trimStart();
  return first === "{" ? "object" : first === "[" ? "array" : null;
}
