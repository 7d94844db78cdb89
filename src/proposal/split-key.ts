import { type KeyPart, keyParts, shapeText } from "../pattern/key-shape.ts";
import type { Segment } from "./key-group.ts";

/** The shape of a key, folder by folder. */
export function splitKey(key: string): readonly Segment[] {
  const segments: KeyPart[][] = [[]];
  for (const part of keyParts(key)) {
    // Classes end at a slash.
    const [first = "", ...others] = part.kind === "text" ? part.text.split("/") : [];
    if (part.kind !== "text") segments.at(-1)?.push(part);
    else if (first !== "") segments.at(-1)?.push({ kind: "text", text: first });
    for (const text of others) segments.push(text === "" ? [] : [{ kind: "text", text }]);
  }
  return segments;
}

/** The parts of a whole key again. */
export function joinSegments(segments: readonly Segment[]): readonly KeyPart[] {
  const slash: KeyPart = { kind: "text", text: "/" };
  return joinTexts(segments.flatMap((segment, index) => (index === 0 ? segment : [slash, ...segment])));
}

/** The whole shape as people are shown it. */
export function segmentsText(segments: readonly Segment[]): string {
  return shapeText(joinSegments(segments));
}

/** Stands for a value that tells no table. */
export const anything = { kind: "word", text: "" } as const satisfies KeyPart;

/** Parts with texts side by side as one. */
export function joinTexts(parts: readonly KeyPart[]): readonly KeyPart[] {
  const joined: KeyPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === "text" && part.kind === "text") {
      joined[joined.length - 1] = { kind: "text", text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}

/** What tells one segment from others, whatever is in its classes. */
export function segmentId(segment: Segment): string {
  return segment
    .map((part) => {
      if (part.kind === "text") return part.text;
      if (part.kind === "either") return `\0(${part.texts.join("\0")})`;
      if (part.kind === "forms") return `\0{${part.forms.map(segmentId).join("\0")}}`;
      return part.kind === "optional" ? `\0[${segmentId(part.parts)}]` : `\0${part.kind}\0`;
    })
    .join("");
}

/** The same of a whole shape. */
export function shapeId(segments: readonly Segment[]): string {
  return segments.map(segmentId).join("/");
}

const ending = /(?:\.(?:csv|txt|tsv|tab|json|jsonl|ndjson|parquet|avro))?(?:\.(?:gz|gzip|zip|zst|zstd))?$/i;

/** The last segment without what tells the format and the packing, and that. */
export function splitEnding(segment: Segment): { readonly stem: Segment; readonly ending: string } {
  const last = segment.at(-1);
  if (last?.kind !== "text") return { stem: segment, ending: "" };
  const at = ending.exec(last.text)?.index ?? last.text.length;
  const text = last.text.slice(0, at);
  return {
    stem: [...segment.slice(0, -1), ...(text === "" ? [] : [{ kind: "text" as const, text }])],
    ending: last.text.slice(at),
  };
}
