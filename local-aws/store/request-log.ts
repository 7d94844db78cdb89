/** What the store, or a proxy before it, noted of one request. */
export interface LoggedRequest {
  readonly method: string;
  /** As in the request line, with the query. */
  readonly path: string;
  /** The name of the API operation, or "Unknown". */
  readonly operation: string;
  readonly bucket: string | undefined;
  readonly key: string | undefined;
  /** The Range header. */
  readonly range: string | undefined;
  readonly headers: ReadonlyMap<string, string>;
  /** 0 until the answer begins. */
  readonly status: number;
  /** Body bytes handed to the socket so far. */
  readonly bytesSent: number;
  readonly at: Date;
}
