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

/** How the store is asked, and what has been learned by it. */
export interface Connected {
  /** By kind of request, what others are made of. */
  readonly examples: Map<string, Example>;
  /** By response, the parts of a listing. */
  readonly listings: WeakMap<object, ListingAnswer>;
  readonly handler: Handler;
  /** Loads the SDK with the first call, which takes longer than all the rest of the tap's start. */
  readonly bySdk: () => Promise<BySdk>;
}

/** A client of the SDK, and the commands for it. */
export interface BySdk {
  readonly sdk: typeof Sdk;
  /** Sends a command through all of the SDK. The response is what the handler gave. */
  readonly send: Send;
}

type Send = <Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  command: Command<ServiceInputTypes, Input, ServiceOutputTypes, Output, S3ClientResolvedConfig>,
  signal: AbortSignal | undefined,
) => Promise<Received<Output> & { readonly response: object }>;
