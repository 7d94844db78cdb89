import { endOfString } from "./compact-json.ts";

/** A JSON value whose numbers keep their digits. `text` is that of a string, else the JSON as it stands. */
export type JsonNode =
  | { readonly kind: "text" | "number" | "boolean" | "null"; readonly text: string }
  | { readonly kind: "array"; readonly text: string; readonly items: readonly JsonNode[] }
  | { readonly kind: "object"; readonly text: string; readonly members: ReadonlyMap<string, JsonNode> };

/** Reads valid JSON. Of two members of one name the later one counts. */
export function parseTree(json: string): JsonNode {
  return new TreeParser(json).value();
}

class TreeParser {
  readonly #json: string;
  readonly #token = /\s*([{}[\],:"]|[^\s{}[\],:"]+)\s*/y;

  constructor(json: string) {
    this.#json = json;
  }

  value(): JsonNode {
    const from = this.#token.lastIndex;
    const token = this.#next();
    if (token === "{") return this.#object(from);
    if (token === "[") return this.#array(from);
    if (token.startsWith('"')) return { kind: "text", text: unquoted(token) };
    if (token === "null") return { kind: "null", text: token };
    return { kind: token === "true" || token === "false" ? "boolean" : "number", text: token };
  }

  #object(from: number): JsonNode {
    const members = new Map<string, JsonNode>();
    for (let token = this.#next(); token !== "}"; token = this.#next()) {
      if (token === ",") continue;
      this.#next(); // the colon
      members.set(unquoted(token), this.value());
    }
    return { kind: "object", text: this.#textFrom(from), members };
  }

  #array(from: number): JsonNode {
    const items: JsonNode[] = [];
    for (let at = this.#token.lastIndex, token = this.#next(); token !== "]"; token = this.#next()) {
      if (token !== ",") this.#token.lastIndex = at;
      items.push(this.value());
      at = this.#token.lastIndex;
    }
    return { kind: "array", text: this.#textFrom(from), items };
  }

  #textFrom(from: number): string {
    return this.#json.slice(from, this.#token.lastIndex).trim();
  }

  #next(): string {
    const begun = this.#token.lastIndex;
    const token = this.#token.exec(this.#json)?.[1] ?? "";
    if (token !== '"') return token;
    const quote = this.#json.indexOf(token, begun);
    const end = endOfString(this.#json, quote);
    this.#token.lastIndex = end;
    return this.#json.slice(quote, end);
  }
}

function unquoted(lexeme: string): string {
  return String(JSON.parse(lexeme));
}
