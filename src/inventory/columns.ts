/** One name for a column, which CSV calls LastModifiedDate and Parquet last_modified_date. */
export function columnName(name: string): string {
  return name.replaceAll("_", "").trim().toLowerCase();
}

/** Without these an inventory does not tell what a listing does. */
export const neededColumns: readonly string[] = ["key", "size", "lastmodifieddate", "etag"];

/** Those that are read: the others stand for what no listing tells. */
export const readColumns: readonly string[] = [...neededColumns, "storageclass", "islatest", "isdeletemarker"];
