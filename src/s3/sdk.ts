/** What the tap uses of the SDK: by these names the bundler finds what it can leave out. */
export { GetObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
