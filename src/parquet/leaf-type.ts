import { damaged } from "./damaged.ts";
import type { ThriftFields } from "./thrift-fields.ts";

/** How the values of a column stand in the file. */
export type Physical = (typeof physicals)[number];

const physicals = ["boolean", "int32", "int64", "int96", "float", "double", "bytes", "fixed"] as const;

/** What the values of a column mean. `perSecond` is how many of its units a second has. */
export type LeafType =
  | { readonly kind: "boolean" | "float16" | "number" | "text" | "uuid" | "date" | "binary" | "nothing" }
  | { readonly kind: "integer"; readonly isSigned: boolean }
  | { readonly kind: "decimal"; readonly scale: number }
  | { readonly kind: "time"; readonly perSecond: number }
  | { readonly kind: "timestamp"; readonly perSecond: number; readonly isUtc: boolean };

/** How a column's values stand in the file. */
export function physicalOf(element: ThriftFields): Physical {
  const physical = physicals[element.int(1)];
  if (physical === undefined) throw damaged("its schema has a column of an unknown type");
  return physical;
}

/** What a column's values mean, by its logical type, else by the older converted type, else by how they stand in the file. */
export function leafTypeOf(element: ThriftFields, physical: Physical): LeafType {
  return (
    fitting(logicalType(element.struct(10)), physical) ??
    fitting(convertedType(element), physical) ??
    plainType(physical)
  );
}

/** The type, unless it is of other values than those of the column. */
function fitting(type: LeafType | null, physical: Physical): LeafType | null {
  return type !== null && stands[type.kind].includes(physical) ? type : null;
}

const whole: readonly Physical[] = ["int32", "int64"];
const octets: readonly Physical[] = ["bytes", "fixed"];

/** As what the values of each type may stand in the file. */
const stands: Readonly<Record<LeafType["kind"], readonly Physical[]>> = {
  boolean: ["boolean"],
  integer: whole,
  number: ["float", "double"],
  float16: ["fixed"],
  decimal: [...whole, ...octets],
  text: octets,
  uuid: ["fixed"],
  date: ["int32"],
  time: whole,
  timestamp: ["int64", "int96"],
  binary: octets,
  nothing: physicals,
};

function plainType(physical: Physical): LeafType {
  switch (physical) {
    case "boolean":
      return { kind: "boolean" };
    case "int32":
    case "int64":
      return { kind: "integer", isSigned: true };
    case "int96":
      return { kind: "timestamp", perSecond: 1e9, isUtc: false };
    case "float":
    case "double":
      return { kind: "number" };
    case "bytes":
    case "fixed":
      return { kind: "binary" };
  }
}

/** By the union LogicalType. */
function logicalType(union: ThriftFields | null): LeafType | null {
  if (union === null) return null;
  const time = union.struct(7);
  const timestamp = union.struct(8);
  const integer = union.struct(10);
  const decimal = union.struct(5);
  if ([1, 4, 12].some((id) => union.has(id))) return { kind: "text" };
  if (decimal !== null) return { kind: "decimal", scale: decimal.int(1) };
  if (union.has(6)) return { kind: "date" };
  if (time !== null) return { kind: "time", perSecond: unitOf(time) };
  if (timestamp !== null) return { kind: "timestamp", perSecond: unitOf(timestamp), isUtc: timestamp.isTrue(1) };
  if (integer !== null) return { kind: "integer", isSigned: integer.isTrue(2) };
  if (union.has(11)) return { kind: "nothing" };
  if (union.has(14)) return { kind: "uuid" };
  return union.has(15) ? { kind: "float16" } : null;
}

function unitOf(time: ThriftFields): number {
  const unit = time.struct(2);
  if (unit?.has(1) === true) return 1e3;
  if (unit?.has(2) === true) return 1e6;
  if (unit?.has(3) === true) return 1e9;
  throw damaged("its schema has a time of an unknown unit");
}

/** By the enum ConvertedType. */
function convertedType(element: ThriftFields): LeafType | null {
  switch (element.optionalInt(6)) {
    case 0:
    case 4:
    case 19:
      return { kind: "text" };
    case 5:
      return { kind: "decimal", scale: element.optionalInt(7) ?? 0 };
    case 6:
      return { kind: "date" };
    case 7:
      return { kind: "time", perSecond: 1e3 };
    case 8:
      return { kind: "time", perSecond: 1e6 };
    case 9:
      return { kind: "timestamp", perSecond: 1e3, isUtc: true };
    case 10:
      return { kind: "timestamp", perSecond: 1e6, isUtc: true };
    case 11:
    case 12:
    case 13:
    case 14:
      return { kind: "integer", isSigned: false };
    case null:
    default:
      return null;
  }
}
