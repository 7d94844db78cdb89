import type { S3Object } from "../s3/store.ts";
import { KeyGroup, type Segment } from "./key-group.ts";
import { segmentId, splitEnding, splitKey } from "./split-key.ts";

/** Names in one folder, after which they are taken for values: whatever they are, they are not tables. */
const maxNames = 1024;
/** Groups in a whole bucket, after which fewer names of one folder do. */
const maxGroups = 4096;
/** Groups that are held before all keys are known. */
const maxHeld = 4 * maxGroups;

/** A group with the shape of its keys. */
export interface ShapedGroup {
  readonly segments: readonly Segment[];
  readonly group: KeyGroup;
}

/**
 * Groups keys by their shape. What it holds grows with the shapes and not with the keys, and names of which one folder
 * has a great many are taken together. The order of the keys makes no difference as long as it `isComplete`.
 */
export class GroupedKeys {
  #width = maxNames;
  #count = 0;
  readonly #root = new Folder();

  /** Whether no names had to be taken together before all were known, so that they were in the order of the keys. */
  get isComplete(): boolean {
    return this.#width === maxNames;
  }

  add(object: S3Object): void {
    this.#count += this.#root.add(object, splitKey(object.key), 0, this.#width);
    this.#narrow(maxHeld);
  }

  #narrow(most: number): void {
    while (this.#count > most && this.#width > 1) {
      this.#width = Math.floor(this.#width / 2);
      this.#root.narrow(this.#width);
      this.#count = this.#root.count();
    }
  }

  /** In the order of their shapes. */
  groups(): readonly ShapedGroup[] {
    this.#narrow(maxGroups);
    const groups = [...this.#root.groups([])].map((each) => ({ id: each.segments.map(segmentId).join("/"), each }));
    return groups.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ each }) => each);
  }
}

/** What is below one folder. Each method that may change the number of groups gives by how much. */
class Folder {
  #folders = new Map<string, { readonly segment: Segment; readonly folder: Folder }>();
  #files = new Map<string, { readonly segment: Segment; readonly group: KeyGroup }>();
  #hasManyFolders = false;
  #hasManyFiles = false;

  add(object: S3Object, segments: readonly Segment[], depth: number, width: number): number {
    const own = segments[depth] ?? [];
    return depth === segments.length - 1
      ? this.#addFile(object, segments, own, width)
      : this.#addBelow(object, segments, depth, width);
  }

  #addFile(object: S3Object, segments: readonly Segment[], own: Segment, width: number): number {
    const segment = this.#hasManyFiles ? anyFile(own) : own;
    const id = segmentId(segment);
    const known = this.#files.get(id);
    const { group } = known ?? { group: new KeyGroup() };
    group.add(object, segments);
    if (known !== undefined) return 0;
    this.#files.set(id, { segment, group });
    return this.#files.size > width ? 1 + this.#joinFiles() : 1;
  }

  #addBelow(object: S3Object, segments: readonly Segment[], depth: number, width: number): number {
    const segment = this.#hasManyFolders ? anyFolder : (segments[depth] ?? []);
    const id = segmentId(segment);
    const child = this.#folders.get(id) ?? { segment, folder: new Folder() };
    this.#folders.set(id, child);
    const grown = child.folder.add(object, segments, depth + 1, width);
    if (this.#folders.size <= width) return grown;
    const before = this.count();
    this.#joinFolders(width);
    return grown + this.count() - before;
  }

  /** Allows fewer names in one folder from now on. */
  narrow(width: number): void {
    if (this.#files.size > width) this.#joinFiles();
    if (this.#folders.size > width) this.#joinFolders(width);
    else for (const { folder } of this.#folders.values()) folder.narrow(width);
  }

  count(): number {
    let count = this.#files.size;
    for (const { folder } of this.#folders.values()) count += folder.count();
    return count;
  }

  *groups(above: readonly Segment[]): Generator<ShapedGroup> {
    for (const { segment, group } of this.#files.values()) yield { segments: [...above, segment], group };
    for (const { segment, folder } of this.#folders.values()) yield* folder.groups([...above, segment]);
  }

  #joinFolders(width: number): void {
    this.#hasManyFolders = true;
    const joined = new Folder();
    for (const { folder } of this.#folders.values()) joined.#absorb(folder);
    joined.narrow(width);
    this.#folders = new Map([[segmentId(anyFolder), { segment: anyFolder, folder: joined }]]);
  }

  #joinFiles(): number {
    this.#hasManyFiles = true;
    const before = this.#files.size;
    const files = [...this.#files.values()];
    this.#files = new Map();
    for (const { segment, group } of files) this.#putFiles(anyFile(segment), group);
    return this.#files.size - before;
  }

  #absorb(other: Folder): void {
    for (const { segment, group } of other.#files.values()) this.#putFiles(segment, group);
    for (const [id, { segment, folder }] of other.#folders) {
      const known = this.#folders.get(id) ?? { segment, folder: new Folder() };
      this.#folders.set(id, known);
      known.folder.#absorb(folder);
    }
    if (other.#hasManyFiles || this.#hasManyFiles) this.#joinFiles();
    if (other.#hasManyFolders || this.#hasManyFolders) this.#joinFolders(Infinity);
  }

  #putFiles(segment: Segment, group: KeyGroup): void {
    const id = segmentId(segment);
    const known = this.#files.get(id);
    if (known === undefined) this.#files.set(id, { segment, group });
    else known.group.absorb(group);
  }
}

const anyFolder: Segment = [{ kind: "word", text: "" }];

/** Any name with the same ending. */
function anyFile(segment: Segment): Segment {
  const { ending } = splitEnding(segment);
  return [{ kind: "word", text: "" }, ...(ending === "" ? [] : [{ kind: "text" as const, text: ending }])];
}
