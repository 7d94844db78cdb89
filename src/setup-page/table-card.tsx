import type { TableView } from "../setup/view.ts";
import { Field } from "./field.tsx";
import { TableState } from "./table-state.tsx";

/** One table: what it is found by, what its files are like, and how they are to be read. */
export function TableCard({ table, isFocused = false }: { readonly table: TableView; readonly isFocused?: boolean }) {
  const { id, name, color, fields, moreFields } = table;
  const set = moreFields.filter(({ value }) => value !== "").map(({ label, value }) => `${label} ${value}`);
  return (
    <section id={`card-${id}`} class={`card table c${color}`} aria-label={`Table ${name}`} hx-swap-oob="true">
      <form hx-post={`tables/${id}`} hx-trigger="input delay:350ms, submit" hx-sync="this:replace">
        <div class="fields">
          {fields.map((field) => (
            <Field field={field} scope={id} isFocused={isFocused && field.key === "table_name"} />
          ))}
        </div>
        <details>
          <summary>
            Other settings <small>{set.join(" · ")}</small>
          </summary>
          <div class="fields">
            {moreFields.map((field) => (
              <Field field={field} scope={id} isHintShown />
            ))}
          </div>
        </details>
      </form>
      <TableState table={table} />
      <button type="button" class="quiet" aria-label={`Remove this table: ${name}`} hx-post={`tables/${id}/remove`}>
        Remove this table
      </button>
    </section>
  );
}
