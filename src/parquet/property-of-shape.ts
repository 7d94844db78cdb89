import { type JsonSchema, propertyOf } from "../schema/json-schema.ts";
import type { LeafType } from "./leaf-type.ts";
import type { Shape } from "./shape.ts";

/** The property of a column in the catalog; null for one of nulls, of which nothing is known. */
export function propertyOfShape(shape: Shape): JsonSchema | null {
  switch (shape.kind) {
    case "struct":
    case "map":
      return { type: ["null", "object"] };
    case "list":
      return { type: ["null", "array"] };
    case "value":
      return propertyOfLeaf(shape.leaf.type);
  }
}

function propertyOfLeaf({ kind }: LeafType): JsonSchema | null {
  switch (kind) {
    case "boolean":
    case "integer":
    case "date":
      return propertyOf(kind);
    case "number":
    case "float16":
    case "decimal":
      return propertyOf("number");
    case "timestamp":
      return propertyOf("date-time");
    case "text":
    case "uuid":
    case "binary":
    case "time":
      return propertyOf("string");
    case "nothing":
      return null;
  }
}
