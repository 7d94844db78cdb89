import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { wantsChecksum } from "./checksum-mode.ts";
import type { BySdk, Headers } from "./connected.ts";
import type { Connection } from "./connection.ts";
import type { Identity } from "./credentials/identity.ts";
import { type Handler, silent } from "./network/handler.ts";
import { regionOf } from "./region.ts";

/** What the environment and the shared files say of requests, where the connection does not. */
export interface Surroundings {
  readonly region: string;
  readonly wantsChecksum: boolean;
}

/** Has the SDK look at what surrounds the connection. */
export async function readSurroundings(
  connection: Connection,
  handler: Handler,
  identity: Identity,
): Promise<Surroundings> {
  const sdk = await import("./sdk.ts");
  const { responseChecksumValidation: _, ...settings } = settingsOf(connection);
  const probe = new sdk.S3Client({ ...settings, requestHandler: handler, ...identity });
  return { region: connection.region ?? (await regionOf(probe)), wantsChecksum: await wantsChecksum(probe) };
}

/** A client of the SDK for the bucket's region. */
export async function openSdk(
  connection: Connection,
  region: string,
  handler: Handler,
  identity: Identity,
): Promise<BySdk> {
  const sdk = await import("./sdk.ts");
  const client = new sdk.S3Client({ ...settingsOf(connection), requestHandler: handler, ...identity, region });
  // It walks through every field of every answer, for a log that nobody reads.
  client.middlewareStack.remove("loggerMiddleware");
  const responses = new WeakMap<object, object>();
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      responses.set(result.output, Object(Reflect.get(result, "response")));
      return result;
    },
    { step: "initialize", priority: "high", name: "keepResponse" },
  );
  return {
    sdk,
    send: async (command, signal) => {
      const output = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
      const response = responses.get(output) ?? {};
      return { output, response, headers: hasHeaders(response) ? response.headers : {} };
    },
  };
}

function settingsOf(connection: Connection): S3ClientConfig {
  const { endpoint, pathStyle, credentials } = connection;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials.from === "chain" && credentials.profile !== undefined ? { profile: credentials.profile } : {}),
    forcePathStyle: pathStyle,
    useArnRegion: true,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    logger: silent,
  };
}

function hasHeaders(message: object): message is { headers: Headers } {
  return "headers" in message;
}
