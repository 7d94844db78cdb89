import { isUtf8 } from "node:buffer";
import { jsonKinds } from "../rows/json-kinds.ts";
import { damaged } from "./damaged.ts";
import type { LeafReader } from "./leaf-reader.ts";
import { leavesOf, type Shape } from "./shape.ts";
import type { TextOut } from "./write-text.ts";
import { notUtf8 } from "./valid-texts.ts";

/** Writes the value of one row, and tells its kind. */
export type RowWriter = (out: TextOut) => number;

/** What writes a column of the table from those of the file, by their number there. */
export function rowWriter(shape: Shape, readers: ReadonlyMap<number, LeafReader>): RowWriter {
  if (shape.kind === "value") {
    const reader = readerOf(shape, readers);
    const { presentFrom } = shape;
    return (out) => {
      if (reader.definition() >= presentFrom) return reader.write(out);
      reader.pass();
      return jsonKinds.null;
    };
  }
  const write = jsonWriter(shape, readers);
  const leaves = leavesOf(shape).flatMap(({ index }) => readers.get(index) ?? []);
  return (out) => {
    const isPresent = write(out);
    for (const leaf of leaves)
      if (leaf.repetition() !== 0) throw damaged("the columns of a nested column have not the same rows");
    return isPresent ? jsonKinds.json : jsonKinds.null;
  };
}

/** Writes a value as JSON; whether it is not null. */
type JsonWriter = (out: TextOut) => boolean;

function jsonWriter(shape: Shape, readers: ReadonlyMap<number, LeafReader>): JsonWriter {
  const leaves = leavesOf(shape).map(({ index }) => readers.get(index));
  const first = readerOf(shape, readers);
  const write = presentWriter(shape, first, readers);
  const { presentFrom } = shape;
  return (out) => {
    if (first.definition() >= presentFrom) {
      write(out);
      return true;
    }
    for (const leaf of leaves) leaf?.pass();
    out.ascii("null");
    return false;
  };
}

/** Of a value that is there. */
function presentWriter(
  shape: Shape,
  first: LeafReader,
  readers: ReadonlyMap<number, LeafReader>,
): (out: TextOut) => void {
  switch (shape.kind) {
    case "value":
      return (out) => writeLeaf(first, out);
    case "struct": {
      const members = shape.members.map(
        (member, index) =>
          [`${index === 0 ? "" : ","}${JSON.stringify(member.name)}:`, jsonWriter(member.shape, readers)] as const,
      );
      return (out) => {
        out.ascii("{");
        for (const [name, write] of members) {
          out.text(name);
          write(out);
        }
        out.ascii("}");
      };
    }
    case "list": {
      const item = jsonWriter(shape.item, readers);
      return itemsWriter(shape, first, readers, "[]", item);
    }
    case "map": {
      const key = jsonWriter(shape.key, readers);
      const value = shape.value === null ? null : jsonWriter(shape.value, readers);
      return itemsWriter(shape, first, readers, "{}", (out) => {
        writeKey(key, out);
        out.ascii(":");
        if (value === null) out.ascii("null");
        else value(out);
      });
    }
  }
}

function itemsWriter(
  shape: Shape & { readonly kind: "list" | "map" },
  first: LeafReader,
  readers: ReadonlyMap<number, LeafReader>,
  brackets: string,
  writeItem: (out: TextOut) => void,
): (out: TextOut) => void {
  const leaves = leavesOf(shape).map(({ index }) => readers.get(index));
  const { itemFrom, repetition } = shape;
  const [open = "", close = ""] = brackets;
  return (out) => {
    if (first.definition() < itemFrom) {
      for (const leaf of leaves) leaf?.pass();
      return out.ascii(brackets);
    }
    out.ascii(open);
    writeItem(out);
    while (first.repetition() >= repetition) {
      out.ascii(",");
      writeItem(out);
    }
    out.ascii(close);
  };
}

/** A text as JSON; numbers and booleans are JSON as they were written. */
function writeLeaf(reader: LeafReader, out: TextOut): void {
  const begin = out.at;
  const kind = reader.write(out);
  if (kind === jsonKinds.text) quote(begin, out);
  else if (kind === jsonKinds.null) out.ascii("null");
}

/** A name is a text, whatever it was. */
function writeKey(key: JsonWriter, out: TextOut): void {
  const begin = out.at;
  key(out);
  if (out.bytes[begin] !== doubleQuote) quote(begin, out);
}

const doubleQuote = 0x22;

function quote(begin: number, out: TextOut): void {
  const bytes = out.bytes.subarray(begin, out.at);
  if (!isUtf8(bytes)) throw notUtf8();
  out.at = begin;
  out.text(JSON.stringify(bytes.toString()));
}

function readerOf(shape: Shape, readers: ReadonlyMap<number, LeafReader>): LeafReader {
  const [leaf] = leavesOf(shape);
  const reader = leaf === undefined ? undefined : readers.get(leaf.index);
  if (reader === undefined) throw new Error("A column is read that was not asked for");
  return reader;
}
