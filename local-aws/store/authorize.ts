import { authenticate } from "./authenticate.ts";
import type { Bucket } from "./bucket.ts";
import { arnOf, type Call, type StoreState } from "./call.ts";
import type { Caller } from "./identities.ts";
import { actionOf, type Operation } from "./operations.ts";
import { allows } from "./policy.ts";
import { parameter, type S3Request } from "./request.ts";
import { S3Error } from "./s3-error.ts";

/** The call that the request may make; throws unless it is signed, in the right region and permitted. */
export function authorize(request: S3Request, operation: Operation, state: StoreState): Call {
  const bucket = state.buckets.get(request.bucket ?? "");
  const { identities, behaviour } = state;
  if (bucket !== undefined && behaviour.checksRegion) checkEndpointRegion(request, bucket, state);
  const caller = authenticate(request, {
    identities,
    now: state.now(),
    region: behaviour.checksRegion && operation.level !== "sts" ? (bucket?.region ?? state.region) : null,
    checksClock: behaviour.checksClock,
  });
  const may = (action: string, resource: string): boolean => isAllowed(caller, action, resource, request, bucket);
  if (bucket !== undefined) checkBucketTerms(request, bucket);
  const action = actionOf(operation, request);
  const resource = request.bucket === undefined ? "*" : arnOf(request.bucket, request.key);
  const isMissing = request.bucket !== undefined && bucket === undefined && operation.name !== "CreateBucket";
  if (action !== null && !isMissing && !may(action, resource)) throw accessDenied(caller, action, resource);
  return { request, state, caller, may };
}

// AWS: the endpoint of another region redirects; the right endpoint with a signature for another region refuses.
function checkEndpointRegion(request: S3Request, bucket: Bucket, state: StoreState): void {
  const signedFor = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.get("authorization") ?? "")?.[1];
  if (bucket.region === state.region || signedFor !== state.region) return;
  throw new S3Error(
    "PermanentRedirect",
    "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
    {
      elements: { Endpoint: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, Bucket: bucket.name },
      headers: { "x-amz-bucket-region": bucket.region },
    },
  );
}

function checkBucketTerms(request: S3Request, bucket: Bucket): void {
  const expected = request.headers.get("x-amz-expected-bucket-owner");
  const pays = request.headers.get("x-amz-request-payer") === "requester";
  if ((expected !== undefined && expected !== bucket.owner) || (bucket.requesterPays && !pays)) {
    throw new S3Error("AccessDenied", "Access Denied");
  }
}

const ANONYMOUS_ACTIONS = new Set(["s3:ListBucket", "s3:GetObject"]);

function isAllowed(
  caller: Caller,
  action: string,
  resource: string,
  request: S3Request,
  bucket: Bucket | undefined,
): boolean {
  if (caller.kind === "anonymous") return bucket?.anonymous === true && ANONYMOUS_ACTIONS.has(action);
  if (caller.policy === undefined) return true;
  const conditions = { "s3:prefix": parameter(request, "prefix") };
  return allows(caller.policy, { principal: caller.arn, action, resource, conditions });
}

function accessDenied(caller: Caller, action: string, resource: string): S3Error {
  if (caller.kind === "anonymous") return new S3Error("AccessDenied", "Access Denied");
  return new S3Error(
    "AccessDenied",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
  );
}
