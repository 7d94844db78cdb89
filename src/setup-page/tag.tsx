import type { TableTag } from "../setup/view.ts";

/** The name of a table in its colour. */
export function Tag({ tag, objects }: { readonly tag: TableTag; readonly objects?: number }) {
  return (
    <span class={`tag c${tag.color}`}>
      {tag.name}
      {objects === undefined ? null : <small> {objects.toLocaleString("en-US")}</small>}
    </span>
  );
}
