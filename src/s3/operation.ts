/** What the store is asked to do, as far as an error message needs to know. */
export type Operation =
  | { readonly kind: "list"; readonly prefix: string }
  | { readonly kind: "uploads"; readonly prefix: string }
  | { readonly kind: "read"; readonly key: string };

/** The operation in a few words, for the log. */
export function operationName(operation: Operation): string {
  switch (operation.kind) {
    case "list":
      return operation.prefix === "" ? "list the bucket" : `list "${operation.prefix}"`;
    case "uploads":
      return `list the uploads${operation.prefix === "" ? "" : ` under "${operation.prefix}"`}`;
    case "read":
      return `read "${operation.key}"`;
  }
}

/** The operation as the object of "Cannot …". */
export function describeOperation(operation: Operation, bucket: string): string {
  switch (operation.kind) {
    case "list":
      return operation.prefix === ""
        ? `list the bucket "${bucket}"`
        : `list "${operation.prefix}" in the bucket "${bucket}"`;
    case "uploads":
      return `list the multipart uploads in progress of the bucket "${bucket}"`;
    case "read":
      return `read "${operation.key}" from the bucket "${bucket}"`;
  }
}
