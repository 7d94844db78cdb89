import { Readable } from "node:stream";
import type { ListMultipartUploadsCommandInput, ListMultipartUploadsCommandOutput } from "@aws-sdk/client-s3";
import type { HttpResponse } from "@smithy/types";
import type { Connected, Received } from "./connected.ts";
import { answerBy, isGood, sendLike } from "./example.ts";
import { isWithoutUploads } from "./listing-fields.ts";

/** An answer of ListMultipartUploads, as far as the tap reads it. */
export type UploadsOutput = Omit<ListMultipartUploadsCommandOutput, "$metadata">;

/** Sends one ListMultipartUploads: like the example, if there is one, or through the SDK, which also reads any upload. */
export async function listUploads(
  connected: Connected,
  input: ListMultipartUploadsCommandInput,
  signal: AbortSignal | undefined,
): Promise<Received<UploadsOutput>> {
  const example = connected.examples.get("uploads");
  const query = { prefix: input.Prefix, "key-marker": input.KeyMarker, "upload-id-marker": input.UploadIdMarker };
  const response = example === undefined ? null : await sendLike(example, { query }, connected.handler, signal);
  const answer = response !== null && isGood(response) ? await readAnswer(response) : null;
  if (response !== null && answer !== null) return { output: answer, headers: response.headers };

  const { sdk, send } = await connected.bySdk();
  const command = new sdk.ListMultipartUploadsCommand(input);
  if (response !== null) answerBy(command, response);
  return send(command, signal);
}

/** Null for all but an answer that lists none, and is then as unread as it was. */
async function readAnswer(response: HttpResponse): Promise<UploadsOutput | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  response.body = Readable.from([bytes]);
  return isWithoutUploads(bytes.toString()) ? { IsTruncated: false } : null;
}
