import type { S3ClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes } from "@aws-sdk/client-s3";
import type { Command } from "@smithy/types";
import type { Example } from "./example.ts";
import type { ListingAnswer } from "./listing-answer.ts";
import type { Handler } from "./network/handler.ts";
import type * as Sdk from "./sdk.ts";

/** By name in small letters. */
export type Headers = Readonly<Record<string, string>>;

/** An output, and the headers that came with it. */
export interface Received<Output> {
  readonly output: Output;
  readonly headers: Headers;
}

/** A client of the SDK, and what has been learned by it. */
export interface Connected {
  /** Sends a command through all of the SDK. The response is what the handler gave. */
  readonly send: Send;
  /** By kind of request, one that the SDK made and the store answered. */
  readonly examples: Map<string, Example>;
  /** By response, the parts of a listing. */
  readonly listings: WeakMap<object, ListingAnswer>;
  readonly handler: Handler;
  /** Late, because it takes longer to load than all the rest of the tap. */
  readonly sdk: typeof Sdk;
}

export type Send = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: Command<ServiceInputTypes, Input, ServiceOutputTypes, Output, S3ClientResolvedConfig>,
  signal: AbortSignal | undefined,
) => Promise<Received<Output> & { readonly response: object }>;
