import { S3Client } from "@aws-sdk/client-s3";

/** The benchmark's server, for the programs that read from it without the tap; told by the environment. */
export function openS3(): S3Client {
  return new S3Client({
    endpoint: process.env["BENCH_URL"] ?? "",
    region: "us-east-1",
    forcePathStyle: true,
    responseChecksumValidation: "WHEN_REQUIRED",
  });
}
