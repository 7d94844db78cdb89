import type { JsonObject } from "../json.ts";
import type { AvroType, TimeUnit } from "./avro-type.ts";

/** More decimal places than any database has: a scale beyond that is a mistake, and its zeros would fill the disk. */
const maxPlaces = 1000;

/** What a logical type makes of the type below it. One that is unknown or does not suit it counts for nothing, as the specification has it. */
export function logicalType({ logicalType: name, scale = 0, precision }: JsonObject, type: AvroType): AvroType {
  switch (name) {
    case "date":
      return type.kind === "int" ? { kind: "date" } : type;
    case "time-millis":
      return type.kind === "int" ? { kind: "time", unit: 1_000 } : type;
    case "time-micros":
      return type.kind === "long" ? { kind: "time", unit: 1_000_000 } : type;
    case "timestamp-millis":
    case "timestamp-micros":
    case "timestamp-nanos":
      return type.kind === "long" ? { kind: "timestamp", unit: units[name], isLocal: false } : type;
    case "local-timestamp-millis":
    case "local-timestamp-micros":
    case "local-timestamp-nanos":
      return type.kind === "long" ? { kind: "timestamp", unit: units[name], isLocal: true } : type;
    case "duration":
      return type.kind === "fixed" && type.size === 12 ? { kind: "duration" } : type;
    case "uuid":
      return type.kind === "fixed" && type.size === 16 ? { ...type, isUuid: true } : type;
    case "decimal":
      return isPlaces(scale) && isPlaces(precision) && scale <= precision ? decimalOf(type, scale) : type;
    default:
      return type;
  }
}

const units = {
  "timestamp-millis": 1_000,
  "timestamp-micros": 1_000_000,
  "timestamp-nanos": 1_000_000_000,
  "local-timestamp-millis": 1_000,
  "local-timestamp-micros": 1_000_000,
  "local-timestamp-nanos": 1_000_000_000,
} as const satisfies Record<string, TimeUnit>;

function decimalOf(type: AvroType, scale: number): AvroType {
  if (type.kind === "bytes") return { kind: "decimal", scale, size: null };
  return type.kind === "fixed" ? { kind: "decimal", scale, size: type.size } : type;
}

function isPlaces(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= maxPlaces;
}
