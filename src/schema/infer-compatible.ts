import type { JsonSchema } from "./json-schema.ts";

/**
 * The type of a column as the reference tap infers it: whatever Python's int() and float() accept
 * is a number, an empty text is text, nothing is a boolean or a date, and a column of several
 * kinds is an `anyOf` in a fixed order.
 */
export class CompatibleColumn {
  readonly #seen = new Set<Member>();
  #items: CompatibleColumn | null = null;
  readonly #properties = new Map<string, CompatibleColumn>();

  observe(text: string): void {
    this.#seen.add(pythonInteger.test(text) ? "integer" : pythonFloat.test(text) ? "number" : "string");
  }

  /** For JSON Lines, where a value has a kind of its own unless it is text. `json` is the value as it stands. */
  observeJson(json: string): void {
    this.#observeValue(JSON.parse(json.replaceAll(tokens, (token) => (isFloat(token) ? aFloat : token))));
  }

  #observeValue(value: unknown): void {
    if (typeof value === "string") this.observe(value);
    else if (typeof value === "boolean") this.#seen.add("boolean");
    else if (typeof value === "number") this.#seen.add(Number.isInteger(value) ? "integer" : "number");
    else if (Array.isArray(value)) this.#observeItems(value);
    else if (typeof value === "object" && value !== null) this.#observeProperties(value);
    else this.#seen.add("null");
  }

  /** Nothing is known of the column: it has shown only objects without members, or arrays of such. */
  get isVoid(): boolean {
    return this.#members().length === 0;
  }

  /** The property of the catalog of a column that is not void. With `isDate`, because `date_overrides` names the column, a date-time is tried first. */
  property(isDate: boolean): JsonSchema {
    const members = this.#members().map((member) => this.#schemaOf(member));
    const all = isDate ? [dateTime, ...members] : members;
    const [only = { type: ["null"] }, ...others] = all;
    return isDate || others.length > 0 ? { anyOf: all } : only;
  }

  #members(): readonly Member[] {
    return order.filter((member) => {
      if (member === "array" && this.#items?.isVoid === true) return false;
      if (member === "object" && this.#knownProperties().length === 0) return false;
      return this.#seen.has(member);
    });
  }

  #knownProperties(): readonly (readonly [string, CompatibleColumn])[] {
    return [...this.#properties].filter(([, column]) => !column.isVoid);
  }

  #observeItems(items: readonly unknown[]): void {
    this.#seen.add("array");
    this.#items ??= new CompatibleColumn();
    for (const item of items.length === 0 ? [null] : items) this.#items.#observeValue(item);
  }

  #observeProperties(object: object): void {
    this.#seen.add("object");
    for (const [name, value] of Object.entries(object)) {
      const property = this.#properties.get(name) ?? new CompatibleColumn();
      this.#properties.set(name, property);
      property.#observeValue(value);
    }
  }

  #schemaOf(member: Member): JsonSchema {
    switch (member) {
      case "array":
        return { type: ["null", "array"], items: this.#items?.property(false) };
      case "object":
        return { type: ["null", "object"], properties: this.#schemasOfProperties() };
      case "number":
        return { type: ["null", "string"], format: "singer.decimal" };
      case "null":
        return { type: ["null"] };
      case "integer":
      case "boolean":
      case "string":
        return { type: ["null", member] };
    }
  }

  #schemasOfProperties(): JsonSchema {
    return Object.fromEntries(this.#knownProperties().map(([name, column]) => [name, column.property(false)]));
  }
}

/** Texts, and what could be a number. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** In Python 1.0 and 1e5 are floats, whatever their value; JSON.parse does not tell them from integers. */
function isFloat(token: string): boolean {
  return !token.startsWith('"') && /[.eE]/.test(token);
}

const aFloat = "0.5";

type Member = (typeof order)[number];
const order = ["array", "object", "number", "integer", "boolean", "string", "null"] as const;

const dateTime = { type: "string", format: "date-time" };

// https://docs.python.org/3/library/functions.html#int and #float: any Unicode digit, single
// underscores between digits, and the white space of str.isspace() on both sides.
const space = String.raw`[\t-\r\x1C- \x85\xA0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]*`;
const digits = String.raw`\p{Nd}+(?:_\p{Nd}+)*`;
const pythonInteger = new RegExp(`^${space}[+-]?${digits}${space}$`, "u");
const pythonFloat = new RegExp(
  `^${space}[+-]?(?:(?:${digits}\\.?(?:${digits})?|\\.${digits})(?:e[+-]?${digits})?|inf(?:inity)?|nan)${space}$`,
  "iu",
);
