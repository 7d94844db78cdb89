/** What a store did to keep a run going, for those who want to log it. Nothing here is a failure. */
export type StoreEvent =
  | {
      readonly kind: "retry";
      /** What is being tried, as in `read "a.csv"`. */
      readonly task: string;
      readonly why: string;
      /** This retry's number since the last progress, and how many there can be. */
      readonly retry: number;
      readonly of: number;
      readonly waitMs: number;
    }
  | {
      readonly kind: "request";
      readonly method: string;
      readonly host: string;
      readonly path: string;
      /** Null where no answer came. */
      readonly status: number | null;
      /** By which the store's own log knows the request; null where it gives none. */
      readonly id: string | null;
      readonly ms: number;
    }
  | { readonly kind: "page"; readonly prefix: string; readonly objects: number; readonly isLast: boolean }
  | { readonly kind: "resume"; readonly key: string; /** Bytes that need no second reading. */ readonly at: number }
  /** The store does not know how to send checksums along, and is no longer asked for them. */
  | { readonly kind: "checksums-refused"; readonly why: string }
  /** A listing that goes on, although so many pages of it in a row were empty. */
  | { readonly kind: "empty-pages"; readonly prefix: string; readonly pages: number }
  /** Secrets that credentials came with, told before they are used: they must appear in no line. Values, or URLs with a password. */
  | { readonly kind: "secrets"; readonly values: readonly string[] }
  | { readonly kind: "credentials-looked-for"; readonly source: string; readonly found: boolean }
  | { readonly kind: "credentials-found"; readonly source: string }
  | { readonly kind: "credentials-renewed"; readonly why: string }
  | { readonly kind: "prefix-widened"; readonly from: string; readonly to: string }
  | { readonly kind: "region-followed"; readonly from: string; readonly to: string };
