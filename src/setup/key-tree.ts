import { isNamedReadable } from "../files/format-of.ts";
import { formatBytes } from "../wording/amounts.ts";
import { printable } from "../wording/printable.ts";
import type { Coverage } from "./coverage.ts";
import type { Listing, Range } from "./listing.ts";
import type { FileView, FolderId, FolderView, TableTag } from "./view.ts";

/** Folders and files that are shown of a folder at first, and then more at a time. */
const pageSize = 200;
/** Objects of a bucket that is shown whole at once. */
const smallBucket = 60;
const unfoldedLevels = 5;

/** The keys as folders. Only what is unfolded is made: the first look at a large bucket costs no more than at a small one. */
export class KeyTree {
  readonly #listing: Listing;
  readonly #coverage: Coverage;
  readonly #open = new Set<string>();
  readonly #limits = new Map<string, number>();

  constructor(listing: Listing, coverage: Coverage) {
    this.#listing = listing;
    this.#coverage = coverage;
    this.#unfold(listing.prefix, unfoldedLevels);
  }

  setOpen(folder: FolderId, isOpen: boolean): void {
    const prefix = this.#prefixOf(folder);
    if (isOpen) this.#open.add(prefix);
    else this.#open.delete(prefix);
  }

  showMore(folder: FolderId): void {
    const prefix = this.#prefixOf(folder);
    this.#limits.set(prefix, this.#limitOf(prefix) + 5 * pageSize);
  }

  /** `tables` by their ids. */
  view(tables: ReadonlyMap<string, TableTag>): FolderView {
    const { prefix } = this.#listing;
    return this.#folder(prefix, this.#listing.range(prefix), tables);
  }

  #folder(prefix: string, range: Range, tables: ReadonlyMap<string, TableTag>): FolderView {
    const isOpen = this.#open.has(prefix);
    const { folders, files, next } = isOpen ? this.#entries(prefix, range) : { folders: [], files: [], next: range.to };
    return {
      id: { first: range.from, depth: prefix.split("/").length - 1 },
      name: printable(prefix.slice(prefix.lastIndexOf("/", prefix.length - 2) + 1)),
      objects: range.to - range.from,
      isOpen,
      shares: [...tables].flatMap(([id, tag]) => {
        const objects = this.#coverage.countOf(id, range) ?? 0;
        return objects === 0 ? [] : [{ ...tag, objects }];
      }),
      untaken: this.#coverage.untaken(range),
      shared: this.#coverage.shared(range),
      folders: folders.map((folder) => this.#folder(folder.prefix, folder.range, tables)),
      files: files.map((key) => this.#file(key, prefix, tables)),
      more: range.to - next,
    };
  }

  #file(index: number, prefix: string, tables: ReadonlyMap<string, TableTag>): FileView {
    const { key = "", size = 0 } = this.#listing.objects[index] ?? {};
    const range = { from: index, to: index + 1 };
    return {
      key: index,
      name: printable(key.slice(prefix.length)),
      size: formatBytes(size),
      readers: [...tables].flatMap(([id, tag]) => (this.#coverage.countOf(id, range) === 1 ? [tag] : [])),
      isReadable: size > 0 && isNamedReadable(key),
    };
  }

  /** What stands directly in a folder, up to its limit, and the first object behind that. */
  #entries(prefix: string, { from, to }: Range) {
    const folders: { readonly prefix: string; readonly range: Range }[] = [];
    const files: number[] = [];
    const limit = this.#limitOf(prefix);
    let at = from;
    while (at < to && folders.length + files.length < limit) {
      const key = this.#listing.objects[at]?.key ?? "";
      const slash = key.indexOf("/", prefix.length);
      if (slash < 0 || key === prefix) {
        if (key !== prefix) files.push(at);
        at += 1;
        continue;
      }
      const child = key.slice(0, slash + 1);
      const range = this.#listing.range(child, at);
      folders.push({ prefix: child, range });
      at = range.to;
    }
    return { folders, files, next: at };
  }

  #limitOf(prefix: string): number {
    return this.#limits.get(prefix) ?? pageSize;
  }

  /** Opens a small bucket whole, and of a large one the folders that are alone. */
  #unfold(prefix: string, levels: number): void {
    this.#open.add(prefix);
    const { folders, files } = this.#entries(prefix, this.#listing.range(prefix));
    const isAlone = folders.length === 1 && files.length === 0;
    if (levels === 0 || (!isAlone && this.#listing.objects.length > smallBucket)) return;
    for (const folder of folders) this.#unfold(folder.prefix, levels - 1);
  }

  #prefixOf({ first, depth }: FolderId): string {
    const key = this.#listing.objects[first]?.key ?? "";
    if (depth === this.#listing.prefix.split("/").length - 1) return this.#listing.prefix;
    return key
      .split("/")
      .slice(0, depth)
      .map((name) => `${name}/`)
      .join("");
  }
}
