import type { HttpRequest } from "@smithy/types";
import packageFile from "../../package.json" with { type: "json" };
import type { Connection } from "./connection.ts";
import type { Keys } from "./credentials/keys.ts";
import type { Example, Signed } from "./example.ts";
import { ownSignature } from "./own-signature.ts";
import { isAws } from "./sts-endpoint.ts";

/**
 * Examples of a connection's requests that the SDK need not make: a plain bucket, by path at an endpoint or by name at AWS,
 * with nothing in the surroundings that only the SDK knows. They are those of the SDK but for the `user-agent`; null where
 * they might not be. The SDK is then not loaded before something unusual is answered, which halves the start of a run.
 */
export function ownRequests(
  connection: Connection,
  region: string,
  keys: (() => Promise<Keys>) | null,
): Map<string, Example> | null {
  const place = connection.isPlain === true ? bucketAddress(connection, region) : null;
  if (place === null || connection.sseCustomerKey !== undefined) return null;
  const sign = keys === null ? unsigned : signBy(keys, region);
  const { bucketOwnerId, requesterPays, listsRestores } = connection;
  const example = (path: string, query: Record<string, string>, headers: Record<string, string>): Example => ({
    sign,
    request: {
      method: "GET",
      protocol: place.protocol,
      hostname: place.hostname,
      ...(place.port !== undefined && { port: place.port }),
      path,
      query,
      headers: {
        ...headers,
        ...(requesterPays && { "x-amz-request-payer": "requester" }),
        ...(bucketOwnerId !== undefined && { "x-amz-expected-bucket-owner": bucketOwnerId }),
        "user-agent": `tap-s3-csv/${packageFile.version}`,
        host: place.port === undefined ? place.hostname : `${place.hostname}:${place.port}`,
      },
    },
  });
  const { path } = place;
  const get = { "x-id": "GetObject" };
  const restores = listsRestores ? { "x-amz-optional-object-attributes": "RestoreStatus" } : {};
  return new Map([
    ["get", example(path, get, {})],
    ["get with checksum", example(path, get, { "x-amz-checksum-mode": "ENABLED" })],
    ["list", example(path, { "encoding-type": "url", "list-type": "2" }, restores)],
    ["uploads", example(path, { "encoding-type": "url", uploads: "" }, {})],
  ]);
}

/** The region that the SDK would find where nothing but the connection tells it. */
export function ownRegionOf({ region, environment }: Connection): string {
  return region ?? environment.AWS_REGION ?? "us-east-1";
}

interface BucketAddress {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  /** What the keys stand behind. */
  readonly path: string;
}

function bucketAddress({ bucket, endpoint, pathStyle }: Connection, region: string): BucketAddress | null {
  if (endpoint === undefined) {
    const isUsual = !pathStyle && plainBucket.test(bucket) && !bucket.includes("--") && commonRegion.test(region);
    return isUsual ? { protocol: "https:", hostname: `${bucket}.s3.${region}.amazonaws.com`, path: "/" } : null;
  }
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const isUsual =
    pathStyle && !isAws(endpoint) && pathname === "/" && pathBucket.test(bucket) && plainRegion.test(region);
  if (!isUsual) return null;
  return { protocol, hostname, ...(port !== "" && { port: Number(port) }), path: `/${bucket}/` };
}

/** Names that AWS has in mind nothing else by: no access point, no directory, no table. */
const plainBucket = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9](?<!-s3alias)$/;
const pathBucket = /^[a-z0-9](?:[a-z0-9]|[.-](?=[a-z0-9])){1,61}[a-z0-9]$/;
/** Of the partition whose hosts end in amazonaws.com. */
const commonRegion = /^(?:af|ap|ca|eu|il|me|mx|sa|us)-[a-z]+-\d$/;
const plainRegion = /^(?!.*(?:fips|global|pseudo))[a-z0-9][a-z0-9-]{0,30}$/;

const unsigned = async (request: HttpRequest): Promise<Signed> => ({ request });

function signBy(keys: () => Promise<Keys>, region: string): Example["sign"] {
  const sign = ownSignature(region);
  return async (request) => ({ request: sign(request, await keys(), new Date()) });
}
