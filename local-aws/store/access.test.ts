import { createHash } from "node:crypto";
import type { GetObjectCommandInput, S3Client } from "@aws-sdk/client-s3";
import { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { failureOf } from "./conformance/failure.ts";
import type { PutOptions } from "./store.ts";
import { listAll, openBench, read, type StoreBench } from "./store-bench.ts";

const CUSTOMER_KEY = Buffer.alloc(32, 7).toString("base64");
const ROLE = "arn:aws:iam::123456789012:role/reader";

let bench: StoreBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

describe("objects that refuse to be read", () => {
  const cases: readonly (readonly [
    name: string,
    options: PutOptions,
    input: Partial<GetObjectCommandInput>,
    failure: string,
  ])[] = [
    ["an archived object", { storageClass: "GLACIER" }, {}, "403 InvalidObjectState"],
    ["an object in an archive tier", { archiveStatus: "ARCHIVE_ACCESS" }, {}, "403 InvalidObjectState"],
    ["an object of a KMS key that is denied", { kmsDenied: true }, {}, "403 AccessDenied"],
    ["an SSE-C object without its key", { customerKey: CUSTOMER_KEY }, {}, "400 InvalidRequest"],
    ["an SSE-C object with another key", { customerKey: CUSTOMER_KEY }, sse(Buffer.alloc(32, 8)), "403 AccessDenied"],
    ["a bucket of another owner", {}, { ExpectedBucketOwner: "999999999999" }, "403 AccessDenied"],
  ];
  it.each(cases)("%s", async (_, options, input, failure) => {
    bench.store.put("bucket", "a.csv", "hello", options);
    expect(await failureOf(read(bench.connect(), "a.csv", input))).toBe(failure);
  });

  it("are readable with the key, after the restore, or to the payer", async () => {
    bench.store.createBucket("paid", { requesterPays: true });
    bench.store.put("paid", "a.csv", "paid");
    bench.store.put("bucket", "key.csv", "secret", { customerKey: CUSTOMER_KEY });
    bench.store.put("bucket", "cold.csv", "cold", { storageClass: "GLACIER", restored: true });
    const client = bench.connect();
    expect(await failureOf(read(client, "a.csv", { Bucket: "paid" }))).toBe("403 AccessDenied");
    expect(await read(client, "a.csv", { Bucket: "paid", RequestPayer: "requester" })).toBe("paid");
    expect(await read(client, "key.csv", sse(Buffer.alloc(32, 7)))).toBe("secret");
    expect(await read(client, "cold.csv")).toBe("cold");
  });
});

describe("regions", () => {
  it("redirect from another region's endpoint, and the SDK follows", async () => {
    bench.store.createBucket("far", { region: "eu-west-3" });
    bench.store.put("far", "a.csv", "far");
    expect(await failureOf(read(bench.connect(), "a.csv", { Bucket: "far" }))).toBe("301 PermanentRedirect");
    expect(await read(bench.connect({ followRegionRedirects: true }), "a.csv", { Bucket: "far" })).toBe("far");
  });
});

describe("permissions", () => {
  it("follow the policy of the user down to the prefix", async () => {
    const user = { name: "narrow", accessKeyId: "AKIANARROW", secretAccessKey: "narrow" };
    const Condition = { StringLike: { "s3:prefix": ["in/", "in/*"] } };
    bench.store.identities.putUser({
      ...user,
      policy: {
        Statement: [
          { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::bucket", Condition },
          { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/in/*" },
        ],
      },
    });
    bench.store.put("bucket", "in/a.csv", "in");
    bench.store.put("bucket", "out/a.csv", "out");
    const client = bench.connect({ credentials: user });
    expect(await read(client, "in/a.csv")).toBe("in");
    expect(await listAll(client, "in/")).toEqual(["in/a.csv"]);
    expect(await failureOf(listAll(client, ""))).toBe("403 AccessDenied");
    expect(await failureOf(read(client, "out/a.csv"))).toBe("403 AccessDenied");
    // Without s3:ListBucket on the bare bucket nobody is told that a key is missing.
    expect(await failureOf(read(client, "in/gone.csv"))).toBe("403 AccessDenied");
  });

  it("let everybody into an anonymous bucket, and nobody into another", async () => {
    bench.store.createBucket("open", { anonymous: true });
    bench.store.put("open", "a.csv", "open");
    const client = bench.connect({ signer: { sign: async (request) => request } });
    expect(await read(client, "a.csv", { Bucket: "open" })).toBe("open");
    expect(await failureOf(read(client, "a.csv"))).toBe("403 AccessDenied");
  });

  it("give a role only with the external id it asks for, and end with its session", async () => {
    const trust = {
      Statement: {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { AWS: "arn:aws:iam::123456789012:user/tap" },
        Condition: { StringEquals: { "sts:ExternalId": "stitch" } },
      },
    } as const;
    bench.store.identities.putRole({ arn: ROLE, trust, sessionSeconds: 5, reportedSeconds: 3600 });
    bench.store.put("bucket", "a.csv", "hello");
    const assumed = (ExternalId: string): S3Client =>
      bench.connect({
        credentials: fromTemporaryCredentials({
          masterCredentials: bench.store.credentials,
          params: { RoleArn: ROLE, RoleSessionName: "test", ExternalId },
          clientConfig: { endpoint: bench.store.url, region: bench.store.region },
        }),
      });
    await expect(read(assumed("other"), "a.csv")).rejects.toThrow("is not authorized to perform: sts:AssumeRole");
    const client = assumed("stitch");
    expect(await read(client, "a.csv")).toBe("hello");
    bench.store.identities.expireSessions();
    expect(await failureOf(read(client, "a.csv"))).toBe("400 ExpiredToken");
  });
});

function sse(key: Buffer): Partial<GetObjectCommandInput> {
  return {
    SSECustomerAlgorithm: "AES256",
    SSECustomerKey: key.toString("base64"),
    SSECustomerKeyMD5: createHash("md5").update(key).digest("base64"),
  };
}
