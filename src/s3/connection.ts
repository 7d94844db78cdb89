import type { CredentialEnvironment } from "./credentials/environment.ts";
import type { CaBundle } from "./network/authorities.ts";
import type { Proxies } from "./network/proxy.ts";

/** Where the first credentials come from, before any role is assumed. */
export type CredentialSource =
  | { readonly from: "chain"; readonly profile?: string }
  | {
      readonly from: "keys";
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string;
    }
  | { readonly from: "anonymous" };

/** A role to assume with the credentials of the step before. */
export interface Role {
  readonly arn: string;
  readonly externalId?: string;
  readonly sessionName: string;
}

/** Everything that is needed to reach one bucket. */
export interface Connection {
  readonly bucket: string;
  readonly region?: string;
  /** Of an S3-compatible store; AWS when absent. */
  readonly endpoint?: string;
  /** Where the user says that STS is; when absent, see sts-endpoint.ts. */
  readonly stsEndpoint?: string;
  /** What requests go through, unless their host is exempt. */
  readonly proxies?: Proxies;
  /** The authorities that are believed, where they are not those of Node. */
  readonly caBundle?: CaBundle;
  readonly pathStyle: boolean;
  readonly credentials: CredentialSource;
  /** Nothing but what is here says how requests are made: no shared file, and no variable that only the SDK knows. */
  readonly isPlain?: boolean;
  /** What the environment says of credentials, for the chain. */
  readonly environment: CredentialEnvironment;
  /** Assumed one after another: empty, the customer's role, or the proxy's and then the customer's. */
  readonly roles: readonly Role[];
  readonly bucketOwnerId?: string;
  readonly requesterPays: boolean;
  /** The 32 bytes of an SSE-C key, base64. */
  readonly sseCustomerKey?: string;
  /** Milliseconds without an answer, or without a byte that the tap waits for, until a request is aborted. */
  readonly requestTimeoutMs: number;
  /** The least that may arrive of a body while it is waited for; 0: any speed will do. */
  readonly minBytesPerMinute: number;
  /** Tries without progress until a request or a body is given up. */
  readonly maxRetries: number;
  /** By how many requests at once a large object is read. */
  readonly parallelRequests: number;
  /** Listings tell of what is archived whether it has been restored. */
  readonly listsRestores: boolean;
}
