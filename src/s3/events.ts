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
