import { CreateBucketCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCESS_CASES } from "./access-cases.ts";
import { connect, type Bench, type Case, type ServerUnderTest } from "./bench.ts";
import { LISTING_CASES } from "./listing-cases.ts";
import { READING_CASES } from "./reading-cases.ts";
import { VERSION_CASES } from "./version-cases.ts";
import { WRITING_CASES } from "./writing-cases.ts";

/** Names of cases that a server fails, each with the reason; one that passes after all fails the suite. */
export type Deviations = Readonly<Record<string, string>>;

const CASES: readonly Case[] = [
  ...LISTING_CASES,
  ...READING_CASES,
  ...WRITING_CASES,
  ...VERSION_CASES,
  ...ACCESS_CASES,
];

/** Registers the suite for one server; `start` is asked once, before the first case. */
export function describeConformance(name: string, start: () => Promise<ServerUnderTest>, deviations: Deviations): void {
  describe(`S3 as ${name} speaks it`, () => {
    let server: ServerUnderTest;
    let client: S3Client;
    let buckets = 0;

    beforeAll(async () => {
      server = await start();
      client = connect(server);
    });
    afterAll(() => client?.destroy());

    const openBench = async (): Promise<Bench> => {
      const bucket = `conformance-${Date.now()}-${(buckets += 1)}`;
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      const put = async (key: string, body: string | Uint8Array): Promise<void> => {
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: Buffer.from(body) }));
      };
      return { server, client, bucket, put };
    };

    for (const { name: sentence, check } of CASES) {
      const reason = deviations[sentence];
      if (reason === undefined) it(sentence, async () => check(await openBench()));
      else {
        it(`does not hold: ${sentence} (${reason})`, async () => {
          const bench = await openBench();
          await expect(check(bench), "the deviation is gone: take it off the list").rejects.toThrow();
        });
      }
    }

    it("has only deviations that name a case", () => {
      expect(CASES.map((it) => it.name)).toEqual(expect.arrayContaining(Object.keys(deviations)));
    });
  });
}
