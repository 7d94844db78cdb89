import type { GetObjectCommandInput } from "@aws-sdk/client-s3";
import type { HttpResponse } from "@smithy/types";
import { isObject } from "../json.ts";
import type { Connected, Received } from "./connected.ts";
import { answerBy, type Example, isGood, sendLike, takeExample } from "./example.ts";
import { property } from "./property.ts";
import { encodeUri } from "./url-encoding.ts";

/** The head of an answer to GetObject, and its body. */
export interface ObjectAnswer {
  readonly status: number | undefined;
  readonly contentLength: number | undefined;
  readonly contentRange: string | undefined;
  readonly etag: string | undefined;
  readonly body: unknown;
}

/** How an object is asked for. */
export interface GetOptions {
  /** Whether the client unpacks what the store has packed. */
  readonly acceptGzip: boolean;
  /** Breaks off the request, and the body behind it. */
  readonly signal: AbortSignal | undefined;
}

/** What differs between objects, and what is the same for all of a connection. */
export interface GetInput extends GetObjectCommandInput {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Sends one GetObject: like an example, or through the SDK until that has given one. What is answered
 * by an error, or not as usual, the SDK reads. `withChecksum`: the answer is to name the checksum of the whole object.
 */
export async function getObject(
  connected: Connected,
  input: GetInput,
  { acceptGzip, signal }: GetOptions,
  withChecksum: boolean,
): Promise<Received<ObjectAnswer>> {
  const kind = withChecksum ? "get with checksum" : "get";
  const example = acceptGzip ? undefined : connected.examples.get(kind);
  const response = example === undefined ? null : await getLike(example, input, connected, signal);
  const answer = response === null ? null : answerOf(response);
  if (response !== null && answer !== null) return { output: answer, headers: response.headers };

  const { sdk, send } = await connected.bySdk();
  const command = new sdk.GetObjectCommand(input);
  // Asked for by hand: were it an option of the command, the SDK would verify in JavaScript what
  // body.ts verifies, and could not go on where a resumed body continues.
  if (withChecksum) command.middlewareStack.add(withHeader("x-amz-checksum-mode", "ENABLED"), { step: "build" });
  // After signing, because Google's store refuses a signed Accept-Encoding.
  if (acceptGzip) command.middlewareStack.add(withHeader("accept-encoding", "gzip"), { step: "deserialize" });
  let taken: Example | null = null;
  if (response !== null) answerBy(command, response);
  else if (!acceptGzip) takeExample(command, (example) => (taken = withoutKey(example, input.Key)));
  const { output, headers } = await send(command, signal);
  if (taken !== null) connected.examples.set(kind, taken);
  const { $metadata, ContentLength: contentLength, ContentRange: contentRange, ETag: etag, Body: body } = output;
  return { output: { status: $metadata.httpStatusCode, contentLength, contentRange, etag, body }, headers };
}

async function getLike(example: Example, input: GetInput, { handler }: Connected, signal: AbortSignal | undefined) {
  const path = example.request.path + pathOf(input.Key);
  const headers = { "if-match": input.IfMatch, range: input.Range };
  return sendLike(example, { path, headers }, handler, signal);
}

/** Null for an error, and where the SDK has to say what the length means. */
function answerOf(response: HttpResponse): ObjectAnswer | null {
  const { statusCode: status, headers, body } = response;
  const { "content-length": length, "content-range": contentRange, etag } = headers;
  if (!isGood(response) || (length !== undefined && !/^\d{1,15}$/.test(length))) return null;
  return { status, contentLength: length === undefined ? undefined : Number(length), contentRange, etag, body };
}

/** Null where the key does not end the path. */
function withoutKey(example: Example, key: string): Example | null {
  const { path } = example.request;
  const end = pathOf(key);
  if (!path.endsWith(end)) return null;
  return { ...example, request: { ...example.request, path: path.slice(0, -end.length) } };
}

/** As the SDK writes a key: all but letters, digits and `-._~/` encoded. */
function pathOf(key: string): string {
  return encodeUri(key).replaceAll("%2F", "/");
}

/** Middleware of the SDK that sets a header of the request. */
function withHeader(name: string, value: string) {
  return <Args extends object, Result>(next: (args: Args) => Promise<Result>) =>
    async (args: Args): Promise<Result> => {
      const headers = property(property(args, "request"), "headers");
      if (isObject(headers)) Reflect.set(headers, name, value);
      return next(args);
    };
}
