import type { TableView } from "../setup/view.ts";
import { TableCard } from "./table-card.tsx";

/** All tables, the one that was added last with the focus. */
export function TableCards({ tables, focused }: { readonly tables: readonly TableView[]; readonly focused?: string }) {
  return (
    <div id="tables" hx-swap-oob="true">
      {tables.length > 0 ? null : (
        <p class="hint">
          A table is a set of files with the same columns. Let them be proposed, choose <em>Make a table</em> beside a
          file, or add one and write a pattern.
        </p>
      )}
      {tables.map((table) => (
        <TableCard table={table} isFocused={table.id === focused} />
      ))}
    </div>
  );
}
