import type { FoundSettings } from "../format/finding.ts";
import type { FormatName } from "../format/formats.ts";
import type { S3Object } from "../s3/store.ts";
import type { Segment } from "./key-group.ts";

/** How files are written, and which columns they have. */
export interface FileKind {
  readonly format: FormatName;
  readonly settings: FoundSettings;
  readonly names: readonly string[];
  /** The names are those of every record. */
  readonly isComplete: boolean;
  readonly hasRows: boolean;
}

/** What may become a table: objects of one shape and one kind. */
export interface Draft {
  readonly segments: readonly Segment[];
  readonly kind: FileKind;
  /** Some of its objects. */
  readonly sample: readonly S3Object[];
  /** For each segment, all texts that its objects have there; null where they are not known. */
  readonly texts: readonly SegmentTexts[];
}

/** All texts of one segment of keys, or null. */
export type SegmentTexts = ReadonlySet<string> | null;

/** What tells files of one kind from others, whatever their encoding is. */
export function kindId(kind: FileKind): string {
  return JSON.stringify([dialectId(kind), kind.settings.header === false ? [] : kind.names.toSorted()]);
}

/** The same but for the names of columns: those that no header tells are as many in all files of a kind. */
export function dialectId({ format, settings, names }: FileKind): string {
  const dialect = Object.entries(settings).filter(([name]) => name !== "encoding");
  return JSON.stringify([format, dialect, settings.header === false ? names.length : -1]);
}

/** Whether records of both may be of one table: one has the columns of the other, or most of them. */
export function areAlike(a: FileKind, b: FileKind): boolean {
  if (a.format !== b.format) return false;
  if (kindId(a) === kindId(b)) return true;
  const shared = a.names.filter((name) => b.names.includes(name)).length;
  const least = a.isComplete && b.isComplete ? 0.6 : 0.3;
  return (
    shared === Math.min(a.names.length, b.names.length) || shared / (a.names.length + b.names.length - shared) >= least
  );
}

/** How much of the shape is text. The less it is, the more keys it takes. */
export function textLength({ segments }: Draft): number {
  return segments.flat().reduce((sum, part) => sum + (part.kind === "text" ? part.text.length : 0), 0);
}
