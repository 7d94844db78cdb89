import { Ajv, type ValidateFunction } from "ajv";

export type Message =
  | {
      readonly type: "SCHEMA";
      readonly stream: string;
      readonly schema: { readonly properties: Readonly<Record<string, unknown>> };
      readonly key_properties: readonly string[];
    }
  | {
      readonly type: "RECORD";
      readonly stream: string;
      readonly record: Record<string, unknown>;
      readonly time_extracted?: string;
      readonly version?: number;
    }
  | { readonly type: "ACTIVATE_VERSION"; readonly stream: string; readonly version: number }
  | { readonly type: "STATE"; readonly value: StateValue };

export interface StateValue {
  readonly bookmarks: Readonly<Record<string, unknown>>;
}

/** A catalog as --discover prints it. */
export interface Catalog {
  readonly streams: readonly {
    readonly tap_stream_id: string;
    readonly schema: { readonly properties: Readonly<Record<string, object>> };
    readonly metadata: readonly { readonly breadcrumb: readonly string[]; readonly metadata: object }[];
  }[];
}

/**
 * The lines of stdout as messages. Throws when they break a promise of the protocol: a line that is
 * not one JSON object, a first message that is no STATE, a RECORD before its SCHEMA or not valid
 * against it, a SCHEMA that is repeated without a change, a last line without its end.
 */
export function parseMessages(stdout: string): readonly Message[] {
  if (stdout !== "" && !stdout.endsWith("\n")) throw new Error(`The last line is cut: ${stdout.slice(-200)}`);
  const check = createChecker();
  return stdout
    .split("\n")
    .slice(0, -1)
    .map((line, index) => {
      const message: Message = JSON.parse(line);
      check(message, index);
      return message;
    });
}

/** Checks one message after another; keeps what it has to remember between them. */
function createChecker(): (message: Message, index: number) => void {
  // Of a member "toString" that is not there, the prototype would have one.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, ownProperties: true });
  const schemas = new Map<string, { readonly text: string; readonly validate: ValidateFunction }>();
  return (message, index) => {
    const where = `message ${index + 1}`;
    if (index === 0 && message.type !== "STATE") throw new Error(`${where} is a ${message.type}, not a STATE`);
    switch (message.type) {
      case "SCHEMA": {
        const text = JSON.stringify(message);
        if (schemas.get(message.stream)?.text === text)
          throw new Error(`${where} repeats the SCHEMA of ${message.stream}`);
        schemas.set(message.stream, { text, validate: ajv.compile(message.schema) });
        break;
      }
      case "RECORD": {
        const schema = schemas.get(message.stream);
        if (schema === undefined) throw new Error(`${where} is a RECORD of ${message.stream} before its SCHEMA`);
        if (!schema.validate(message.record)) {
          throw new Error(
            `${where} is not valid: ${ajv.errorsText(schema.validate.errors)}\n${JSON.stringify(message)}`,
          );
        }
        break;
      }
      case "ACTIVATE_VERSION": {
        if (!schemas.has(message.stream)) throw new Error(`${where} activates ${message.stream} before its SCHEMA`);
        break;
      }
      case "STATE": {
        if (typeof message.value.bookmarks !== "object") throw new Error(`${where} is a STATE without bookmarks`);
        break;
      }
      default:
        throw new Error(`${where} is of an unknown type`);
    }
  };
}
