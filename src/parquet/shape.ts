import { damaged } from "./damaged.ts";
import { type LeafType, leafTypeOf, type Physical, physicalOf } from "./leaf-type.ts";
import type { SchemaNode } from "./schema-element.ts";

/** A column of values, of which a nested column of the table has several. */
export interface Leaf {
  /** Its number in each row group. */
  readonly index: number;
  readonly physical: Physical;
  /** Bytes of a value where all are of the same length, else 0. */
  readonly length: number;
  readonly type: LeafType;
  /** The definition level at which there is a value, and how many lists stand around it. */
  readonly maxDefinition: number;
  readonly maxRepetition: number;
}

/**
 * What a column's values are put together to. Each is null where the definition level is below `presentFrom`; see
 * https://github.com/apache/parquet-format/blob/master/README.md#nested-encoding
 */
export type Shape =
  | { readonly kind: "value"; readonly presentFrom: number; readonly leaf: Leaf }
  | { readonly kind: "struct"; readonly presentFrom: number; readonly members: readonly Member[] }
  | (List & { readonly kind: "list"; readonly item: Shape })
  /** A map without values is a set. */
  | (List & { readonly kind: "map"; readonly key: Shape; readonly value: Shape | null });

interface List {
  readonly presentFrom: number;
  /** It has items from this definition level on, and a value of this repetition level begins a further one. */
  readonly itemFrom: number;
  readonly repetition: number;
}

export interface Member {
  readonly name: string;
  readonly shape: Shape;
}

/** How deep a value is in optional and repeated groups. */
interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

/** The columns of a table: the top of the tree, each with what its values are put together to. */
export function shapesOf(columns: readonly SchemaNode[]): readonly Member[] {
  let leaves = 0;
  const nextLeaf = (): number => leaves++;
  return columns.map((node) => ({ name: node.name, shape: shapeOf(node, { definition: 0, repetition: 0 }, nextLeaf) }));
}

/** The columns of values that a shape is made from, in their order in the file. */
export function leavesOf(shape: Shape): readonly Leaf[] {
  switch (shape.kind) {
    case "value":
      return [shape.leaf];
    case "struct":
      return shape.members.flatMap((member) => leavesOf(member.shape));
    case "list":
      return leavesOf(shape.item);
    case "map":
      return [...leavesOf(shape.key), ...(shape.value === null ? [] : leavesOf(shape.value))];
  }
}

function shapeOf(node: SchemaNode, around: Levels, nextLeaf: () => number): Shape {
  if (node.repetition === "repeated") {
    // A repeated field that no list stands around is a list of its own, never null.
    const inner = deeper(around);
    const item = bareShape(node, inner, nextLeaf);
    return { kind: "list", presentFrom: 0, itemFrom: inner.definition, repetition: inner.repetition, item };
  }
  return bareShape(node, node.repetition === "optional" ? optional(around) : around, nextLeaf);
}

/** Of a node whose own levels are counted already. */
function bareShape(node: SchemaNode, levels: Levels, nextLeaf: () => number): Shape {
  const { children } = node;
  if (children.length === 0) return valueOf(node, levels, nextLeaf);
  const [repeated, ...others] = children;
  const presentFrom = levels.definition;
  if (repeated?.repetition === "repeated" && others.length === 0) {
    const inner = deeper(levels);
    const list = { presentFrom, itemFrom: inner.definition, repetition: inner.repetition };
    if (isMap(node) && isEntry(repeated)) {
      const [key, value] = repeated.children;
      if (key !== undefined) {
        const keyShape = shapeOf(key, inner, nextLeaf);
        return {
          kind: "map",
          ...list,
          key: keyShape,
          value: value === undefined ? null : shapeOf(value, inner, nextLeaf),
        };
      }
    }
    if (isList(node)) return { kind: "list", ...list, item: itemOf(repeated, node.name, inner, nextLeaf) };
  }
  const members = children.map((child) => ({ name: child.name, shape: shapeOf(child, levels, nextLeaf) }));
  return { kind: "struct", presentFrom, members };
}

/**
 * What a list holds. Older writers left out the level of the item, or named it otherwise:
 * https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#backward-compatibility-rules
 */
function itemOf(repeated: SchemaNode, list: string, levels: Levels, nextLeaf: () => number): Shape {
  const [only, ...others] = repeated.children;
  const isItem =
    only === undefined ||
    others.length > 0 ||
    only.repetition === "repeated" ||
    repeated.name === "array" ||
    repeated.name === `${list}_tuple`;
  return isItem ? bareShape(repeated, levels, nextLeaf) : shapeOf(only, levels, nextLeaf);
}

function valueOf({ element }: SchemaNode, { definition, repetition }: Levels, nextLeaf: () => number): Shape {
  if (element.has(5) && !element.has(1)) throw damaged("its schema has a group without columns");
  const physical = physicalOf(element);
  const length = physical === "fixed" ? element.size(2) : 0;
  if (physical === "fixed" && length === 0) throw damaged("its schema has a column whose values take no bytes");
  const type = leafTypeOf(element, physical);
  const leaf = { index: nextLeaf(), physical, length, type, maxDefinition: definition, maxRepetition: repetition };
  return { kind: "value", presentFrom: definition, leaf };
}

function isList({ element }: SchemaNode): boolean {
  return element.optionalInt(6) === 3 || element.struct(10)?.has(3) === true;
}

function isMap({ element }: SchemaNode): boolean {
  const converted = element.optionalInt(6);
  return converted === 1 || converted === 2 || element.struct(10)?.has(2) === true;
}

/** A key must be a value that can be written as a name. */
function isEntry({ children: [key, ...rest] }: SchemaNode): boolean {
  return key !== undefined && key.children.length === 0 && key.repetition !== "repeated" && rest.length <= 1;
}

function optional({ definition, repetition }: Levels): Levels {
  return { definition: definition + 1, repetition };
}

function deeper({ definition, repetition }: Levels): Levels {
  return { definition: definition + 1, repetition: repetition + 1 };
}
