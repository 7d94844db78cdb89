/** The columns that the tap adds to those of a file, in the order in which a record has them. */
export const addedColumns = ["_sdc_extra", "_sdc_source_bucket", "_sdc_source_file", "_sdc_source_lineno"] as const;

export type AddedColumn = (typeof addedColumns)[number];

/** Whether a column of this name belongs to the tap, which fixes its type. */
export function isAddedColumn(name: string): name is AddedColumn {
  const names: readonly string[] = addedColumns;
  return names.includes(name);
}
