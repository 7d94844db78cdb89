import { S3ServiceException } from "@aws-sdk/client-s3";

/** What a request failed with, in the form `404 NoSuchKey`; throws when it did not fail. */
export async function failureOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
  } catch (error) {
    if (error instanceof S3ServiceException) return `${error.$metadata.httpStatusCode} ${error.name}`;
    throw error;
  }
  throw new Error("The request succeeded although it had to fail");
}
