import type { S3Client } from "@aws-sdk/client-s3";
import type { Failure } from "./failure.ts";

/** What the environment or the profile says, as AWS_RESPONSE_CHECKSUM_VALIDATION does; nothing of it can keep the store from being read. */
export async function wantsChecksum(probe: S3Client): Promise<boolean> {
  const { responseChecksumValidation } = probe.config;
  return (await responseChecksumValidation().catch(() => "WHEN_SUPPORTED")) !== "WHEN_REQUIRED";
}

/** Some stores do not know the header, and say that they have not implemented it. */
export function isRefusedForChecksum({ status, code, message }: Failure): boolean {
  return status === 501 || (status === 400 && /checksum/i.test(`${code} ${message}`));
}
