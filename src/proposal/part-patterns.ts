import { shapePattern } from "../pattern/key-shape.ts";
import { type Draft, textLength } from "./draft.ts";
import { joinSegments } from "./split-key.ts";

/** What of the keys of a bucket a draft takes. */
export interface Filter {
  /** The text that all its keys begin with. */
  readonly prefix: string;
  readonly search: string;
  /** The patterns of drafts whose keys this one would take as well. */
  readonly exclude: readonly string[];
}

/** The patterns of drafts, in their order, so that no two take one key: of two that do, the wider leaves it to the narrower. */
export function partPatterns(drafts: readonly Draft[]): readonly Filter[] {
  const all = drafts.map((draft) => {
    const parts = joinSegments(draft.segments);
    const [first] = parts;
    const search = shapePattern(parts);
    const prefix = first?.kind === "text" && parts.length > 1 ? first.text : folderOf(first);
    return { draft, search, prefix, pattern: new RegExp(search), constant: textLength(draft) };
  });
  return all.map(({ draft, search, prefix, pattern, constant }) => {
    const narrower = all.filter((other) => {
      if (other.draft === draft || !mayShare(prefix, other.prefix)) return false;
      if (!other.draft.sample.some(({ key }) => pattern.test(key))) return false;
      // Of two that take keys of each other, the one with more of its text fixed is the narrower.
      const isMutual = draft.sample.some(({ key }) => other.pattern.test(key));
      return !isMutual || other.constant > constant || (other.constant === constant && other.search < search);
    });
    return { prefix, search, exclude: narrower.map((other) => other.search) };
  });
}

function folderOf(part: ReturnType<typeof joinSegments>[number] | undefined): string {
  return part?.kind === "text" ? part.text.slice(0, part.text.lastIndexOf("/") + 1) : "";
}

function mayShare(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
