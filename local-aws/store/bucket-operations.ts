import { Bucket } from "./bucket.ts";
import { bucketOf, xmlReply, type Call, type Reply } from "./call.ts";
import { ACCOUNT } from "./identities.ts";
import { S3Error } from "./s3-error.ts";
import { childText, document, element, parseXml, type XmlElement } from "./xml.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export function listBuckets({ state }: Call): Reply {
  const buckets = [...state.buckets.values()]
    .map(({ name, createdAt }) => element("Name", name) + element("CreationDate", new Date(createdAt).toISOString()))
    .map((text) => `<Bucket>${text}</Bucket>`);
  const owner = `<Owner>${element("ID", ACCOUNT)}</Owner>`;
  return xmlReply(document("ListAllMyBucketsResult", `${owner}<Buckets>${buckets.join("")}</Buckets>`));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export function createBucket({ request, state }: Call): Reply {
  const name = request.bucket ?? "";
  if (state.buckets.has(name)) {
    throw new S3Error("BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded.");
  }
  const region = request.body.length === 0 ? undefined : childText(readDocument(request.body), "LocationConstraint");
  state.buckets.set(name, newBucket(name, state.region, state.now(), region === undefined ? {} : { region }));
  return { status: 200, headers: { location: `/${name}` } };
}

/** A bucket whose name S3 would take. */
export function newBucket(...[name, region, now, options]: ConstructorParameters<typeof Bucket>): Bucket {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    throw new S3Error("InvalidBucketName", "The specified bucket is not valid.", { elements: { BucketName: name } });
  }
  return new Bucket(name, region, now, options);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export function headBucket(call: Call): Reply {
  return { status: 200, headers: { "x-amz-bucket-region": bucketOf(call).region } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export function deleteBucket(call: Call): Reply {
  const bucket = bucketOf(call);
  if (!bucket.isEmpty) throw new S3Error("BucketNotEmpty", "The bucket you tried to delete is not empty");
  call.state.buckets.delete(bucket.name);
  return { status: 204 };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export function getBucketLocation(call: Call): Reply {
  const { region } = bucketOf(call);
  // us-east-1 is written as nothing.
  return xmlReply(document("LocationConstraint", region === "us-east-1" ? "" : region));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export function getBucketVersioning(call: Call): Reply {
  const { versioning } = bucketOf(call);
  return xmlReply(document("VersioningConfiguration", versioning === "never" ? "" : element("Status", versioning)));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export function putBucketVersioning(call: Call): Reply {
  const status = childText(readDocument(call.request.body), "Status");
  if (status !== "Enabled" && status !== "Suspended") {
    throw new S3Error("MalformedXML", "The versioning status must be Enabled or Suspended");
  }
  bucketOf(call).versioning = status;
  return { status: 200 };
}

/** The root of an XML request body. */
export function readDocument(body: Buffer): XmlElement {
  const root = parseXml(body.toString());
  if (root === null) throw new S3Error("MalformedXML", "The XML you provided was not well-formed");
  return root;
}
