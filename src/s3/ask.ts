/** What the store is asked to do, as far as an error message needs to know. */
export type Operation =
  | { readonly kind: "list"; readonly prefix: string }
  | { readonly kind: "uploads"; readonly prefix: string }
  | { readonly kind: "read"; readonly key: string };

/** The ask in a few words, for the log. */
export function nameOf(ask: Operation): string {
  switch (ask.kind) {
    case "list":
      return ask.prefix === "" ? "list the bucket" : `list "${ask.prefix}"`;
    case "uploads":
      return `list the uploads${ask.prefix === "" ? "" : ` under "${ask.prefix}"`}`;
    case "read":
      return `read "${ask.key}"`;
  }
}

/** The ask as the object of "Cannot …". */
export function describeOperation(ask: Operation, bucket: string): string {
  switch (ask.kind) {
    case "list":
      return ask.prefix === "" ? `list the bucket "${bucket}"` : `list "${ask.prefix}" in the bucket "${bucket}"`;
    case "uploads":
      return `list the unfinished uploads of the bucket "${bucket}"`;
    case "read":
      return `read "${ask.key}" from the bucket "${bucket}"`;
  }
}
