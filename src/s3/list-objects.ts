import type { _Object, ListObjectsV2CommandInput } from "@aws-sdk/client-s3";
import type { HttpResponse } from "@smithy/types";
import type { Connected, Received } from "./connected.ts";
import { answerBy, type Example, sendLike, takeExample } from "./example.ts";
import type { ListedEntry } from "./listing-answer.ts";
import { type ListingFields, readListingFields } from "./listing-fields.ts";

/** An answer of ListObjectsV2, under the SDK's names. */
export interface ListingOutput extends ListingFields {
  readonly Contents?: readonly ListingEntry[] | undefined;
}

/** An entry whose object is restored from an archive is always read by the SDK. */
export type ListingEntry = ListedEntry & Pick<_Object, "RestoreStatus">;

/** Sends one ListObjectsV2: like an example, or through the SDK until that has given one. */
export async function listObjects(
  connected: Connected,
  input: ListObjectsV2CommandInput,
  signal: AbortSignal | undefined,
): Promise<Received<ListingOutput>> {
  const example = connected.examples.get("list");
  const response = example === undefined ? null : await listLike(example, input, connected, signal);
  const answer = response === null ? null : answerOf(response, connected);
  if (response !== null && answer !== null) return { output: answer, headers: response.headers };

  const { sdk, send } = await connected.bySdk();
  const command = new sdk.ListObjectsV2Command(input);
  let taken: Example | null = null;
  if (response !== null) answerBy(command, response);
  else takeExample(command, (example) => (taken = example));
  const { output, headers, response: received } = await send(command, signal);
  if (taken !== null) connected.examples.set("list", taken);
  const contents = connected.listings.get(received)?.contents;
  return { output: { ...output, Contents: contents ?? output.Contents?.map(withOwnTexts) }, headers };
}

/** The texts that are kept, in memory of their own: they may be pieces of the whole answer. */
function withOwnTexts(entry: _Object): ListingEntry {
  return { ...entry, Key: ownText(entry.Key), ETag: ownText(entry.ETag) };
}

function ownText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text).toString();
}

async function listLike(
  example: Example,
  { Prefix, ContinuationToken, StartAfter }: ListObjectsV2CommandInput,
  { handler }: Connected,
  signal: AbortSignal | undefined,
) {
  const query = { prefix: Prefix, "continuation-token": ContinuationToken, "start-after": StartAfter };
  return sendLike(example, { query }, handler, signal);
}

/** Null for an error, and for what is written in another way than S3 writes it. */
function answerOf(response: HttpResponse, { listings }: Connected): ListingOutput | null {
  const listing = listings.get(response);
  const fields = listing === undefined ? null : readListingFields(listing.rest);
  return listing === undefined || fields === null ? null : { ...fields, Contents: listing.contents };
}
