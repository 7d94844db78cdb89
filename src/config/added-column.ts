/** Whether a column of this name is the tap's own, whose type is fixed. */
export function isAdded(name: string): boolean {
  return addedColumns.has(name);
}

const addedColumns: ReadonlySet<string> = new Set([
  "_sdc_source_bucket",
  "_sdc_source_file",
  "_sdc_source_lineno",
  "_sdc_extra",
]);
