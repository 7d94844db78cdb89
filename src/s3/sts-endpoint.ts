import type { Connection } from "./connection.ts";

/** Where STS is asked: where the user has said, else beside a store that is not AWS. Undefined: at AWS. */
export function stsEndpointOf({ endpoint, stsEndpoint }: Connection): string | undefined {
  return stsEndpoint ?? (isAws(endpoint) ? undefined : endpoint);
}

/** Whether an endpoint, which may also be that of a VPC or of a region, is one of AWS. */
export function isAws(endpoint: string | undefined): boolean {
  return endpoint === undefined || /(^|\.)amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
}
