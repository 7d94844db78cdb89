import type { ColumnUse, ColumnView, LookView } from "../setup/view.ts";

/** The columns of a table with what is to become of each, and its first rows. */
export function Columns({ id, look }: { readonly id: string; readonly look: LookView }) {
  const { columns, hiddenColumns, rows } = look;
  if (columns.length === 0) return null;
  return (
    <>
      <div class="scroll" role="group" aria-label="Columns" tabindex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col" class="check">
                Track
              </th>
              <th scope="col" class="check">
                Primary key
              </th>
              <th scope="col" class="check">
                Date-time
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, index) => (
              <Column id={id} column={column} index={index} />
            ))}
          </tbody>
        </table>
      </div>
      {hiddenColumns === 0 ? null : <p class="hint">{hiddenColumns} more columns are tracked and not shown.</p>}
      {rows.length === 0 ? null : <Rows look={look} />}
    </>
  );
}

function Column({ id, column, index }: { readonly id: string; readonly column: ColumnView; readonly index: number }) {
  const { shown, type, isInFiles } = column;
  const check = (use: ColumnUse, label: string, isOn: boolean, isFixed = false) => (
    <td class="check">
      <input
        type="checkbox"
        id={`${id}-${use}-${index}`}
        name="on"
        checked={isOn}
        disabled={isFixed}
        aria-label={`${label}: ${shown}`}
        hx-post={`tables/${id}/columns`}
        hx-trigger="change"
        hx-vals={JSON.stringify({ column: column.name, use })}
      />
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <bdi>{shown}</bdi>
      </th>
      <td>{isInFiles ? type : <em>not in the files</em>}</td>
      {check("track", "Track", column.isTracked, column.isKey)}
      {check("key", "Primary key", column.isKey)}
      {check("date", "Date-time", column.isDate)}
    </tr>
  );
}

function Rows({ look }: { readonly look: LookView }) {
  const columns = look.columns.filter(({ isInFiles, type }) => isInFiles && type !== "");
  return (
    <div class="scroll" role="group" aria-label="First rows" tabindex={0}>
      <table class="rows">
        <caption>First rows of the newest file</caption>
        <thead>
          <tr>
            {columns.map(({ shown }) => (
              <th scope="col">
                <bdi>{shown}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {look.rows.map((row) => (
            <tr>
              {row.map((value) => (
                <td>{value === null ? <em>null</em> : <bdi>{value}</bdi>}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
