/** The name of the stream that takes what does not fit into a table. */
export function rejectsNameOf(table: string): string {
  return `${table}_rejects`;
}
