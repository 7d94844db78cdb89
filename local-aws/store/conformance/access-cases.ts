import {
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { expect } from "vitest";
import { failureOf } from "./failure.ts";
import { connect, type Bench, type Case } from "./bench.ts";

/** Who is let in, and what the others are told. */
export const ACCESS_CASES: readonly Case[] = [
  {
    name: "refuses a wrong secret",
    check: async (bench) => {
      const credentials = { ...bench.server.credentials, secretAccessKey: "wrong" };
      expect(await failureOf(list(bench, { credentials }))).toBe("403 SignatureDoesNotMatch");
    },
  },
  {
    name: "refuses an unknown access key",
    check: async (bench) => {
      const credentials = { accessKeyId: "AKIAUNKNOWN", secretAccessKey: "wrong" };
      expect(await failureOf(list(bench, { credentials }))).toBe("403 InvalidAccessKeyId");
    },
  },
  {
    name: "refuses a session token that it has not given",
    check: async (bench) => {
      const credentials = { ...bench.server.credentials, sessionToken: "bogus" };
      expect(await failureOf(list(bench, { credentials }))).toBe("400 InvalidToken");
    },
  },
  {
    name: "refuses a clock that is an hour wrong",
    check: async (bench) => {
      const failure = failureOf(list(bench, { systemClockOffset: -3_600_000 }));
      expect(await failure).toBe("403 RequestTimeTooSkewed");
    },
  },
  {
    name: "refuses a signature for another region",
    check: async (bench) => {
      expect(await failureOf(list(bench, { region: "eu-west-3" }))).toBe("400 AuthorizationHeaderMalformed");
    },
  },
  {
    name: "refuses an unsigned request",
    check: async (bench) => {
      const signer = { sign: async <T>(request: T): Promise<T> => request };
      expect(await failureOf(list(bench, { signer }))).toBe("403 AccessDenied");
    },
  },
  {
    name: "knows its buckets and their region",
    check: async ({ client, bucket, server }) => {
      const { Buckets } = await client.send(new ListBucketsCommand({}));
      expect(Buckets?.map((it) => it.Name)).toContain(bucket);
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
      const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket: bucket }));
      expect(LocationConstraint ?? "us-east-1").toBe(server.region);
    },
  },
  {
    name: "tells those who sign who they are",
    check: async ({ server: { endpoint, region, credentials } }) => {
      const client = new STSClient({ endpoint, region, credentials, maxAttempts: 1 });
      const { Arn, Account, UserId } = await client.send(new GetCallerIdentityCommand());
      expect(Arn).toMatch(/^arn:aws:iam::\d*:user\/./);
      expect(Account).toMatch(/^\d{12}$/);
      expect(UserId).toMatch(/./);
      client.destroy();
    },
  },
  {
    name: "lets a role do what its policy says and no more",
    check: async (bench) => {
      const { role, endpoint, region } = bench.server;
      if (role === undefined) throw new Error("The server has no roles");
      const credentials = fromTemporaryCredentials({
        masterCredentials: role.credentials,
        params: { RoleArn: role.arn, RoleSessionName: "conformance" },
        clientConfig: { endpoint, region },
      });
      const client = connect(bench.server, { credentials });
      await bench.put("a.csv", "");
      const { KeyCount } = await client.send(new ListObjectsV2Command({ Bucket: bench.bucket }));
      expect(KeyCount).toBe(1);
      const put = client.send(new PutObjectCommand({ Bucket: bench.bucket, Key: "b.csv", Body: Buffer.of() }));
      expect(await failureOf(put)).toBe("403 AccessDenied");
      client.destroy();
    },
  },
];

async function list(bench: Bench, overrides: Parameters<typeof connect>[1]): Promise<unknown> {
  const client = connect(bench.server, overrides);
  try {
    return await client.send(new ListObjectsV2Command({ Bucket: bench.bucket }));
  } finally {
    client.destroy();
  }
}
