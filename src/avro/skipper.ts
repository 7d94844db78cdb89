import type { AvroType } from "./avro-type.ts";
import { BrokenAvro } from "./broken-avro.ts";
import { blockCount, type Cursor, readCount, readLong } from "./cursor.ts";
import { maxDepth } from "./parse-schema.ts";
import { isWithoutBytes } from "./without-bytes.ts";
import { noBranch } from "./value-writer.ts";

/** Reads over one value. */
export type Skipper = (cursor: Cursor) => void;

/** The skippers for values that nobody wants, one for each type, since a type may hold itself. */
export class Skippers {
  readonly #known = new Map<AvroType, Skipper>();

  of(type: AvroType): Skipper {
    const known = this.#known.get(type);
    if (known !== undefined) return known;
    let compiled: Skipper | null = null;
    this.#known.set(type, (cursor) => compiled?.(cursor));
    compiled = isWithoutBytes(type) ? () => undefined : this.#compile(type);
    this.#known.set(type, compiled);
    return compiled;
  }

  #compile(type: AvroType): Skipper {
    switch (type.kind) {
      case "null":
        return () => undefined;
      case "boolean":
        return (cursor) => cursor.take(1);
      case "float":
        return (cursor) => cursor.take(4);
      case "double":
        return (cursor) => cursor.take(8);
      case "int":
      case "long":
      case "date":
      case "time":
      case "timestamp":
      case "enum":
        return readLong;
      case "string":
      case "bytes":
        return skipBytes;
      case "fixed":
        return (cursor) => cursor.take(type.size);
      case "duration":
        return (cursor) => cursor.take(12);
      case "decimal": {
        const { size } = type;
        return size === null ? skipBytes : (cursor) => cursor.take(size);
      }
      case "array":
        return nested(this.#blocks(type.items, false));
      case "map":
        return nested(this.#blocks(type.values, true));
      case "union": {
        const skippers = type.branches.map((branch) => this.of(branch));
        return (cursor) => {
          const skip = skippers[readLong(cursor)];
          if (skip === undefined) throw noBranch();
          skip(cursor);
        };
      }
      case "record": {
        const skippers = type.fields.map((field) => this.of(field.type));
        return nested((cursor) => {
          for (const skip of skippers) skip(cursor);
        });
      }
    }
  }

  #blocks(items: AvroType, hasKeys: boolean): Skipper {
    const skip = this.of(items);
    // However many they are, they take no bytes, and so no time may be taken for them either.
    const isVoid = !hasKeys && isWithoutBytes(items);
    return (cursor) => {
      for (let count = blockCount(cursor); count > 0; count = blockCount(cursor)) {
        for (; count > 0 && !isVoid; count--) {
          if (hasKeys) skipBytes(cursor);
          skip(cursor);
        }
      }
    };
  }
}

function skipBytes(cursor: Cursor): void {
  cursor.take(readCount(cursor));
}

function nested(skip: Skipper): Skipper {
  return (cursor) => {
    if (++cursor.depth > maxDepth) throw new BrokenAvro(`its values are nested more than ${maxDepth} deep`);
    skip(cursor);
    cursor.depth--;
  };
}
