import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { failureOf } from "./failure.ts";
import type { Bench, Case } from "./bench.ts";

/** What a bucket with versions must do. */
export const VERSION_CASES: readonly Case[] = [
  {
    name: "reads a version by its id after an overwrite and a delete",
    check: async (bench) => {
      await enableVersions(bench);
      await bench.put("a.csv", "first");
      const { VersionId } = await bench.client.send(new HeadObjectCommand(named(bench)));
      await bench.put("a.csv", "second");
      await bench.client.send(new DeleteObjectCommand(named(bench)));
      const answer = await bench.client.send(new GetObjectCommand({ ...named(bench), VersionId }));
      expect(await answer.Body?.transformToString()).toBe("first");
    },
  },
  {
    name: "hides an object behind a delete marker, and shows it when the marker goes",
    check: async (bench) => {
      await enableVersions(bench);
      await bench.put("a.csv", "first");
      const marker = await bench.client.send(new DeleteObjectCommand(named(bench)));
      expect(marker.DeleteMarker).toBe(true);
      expect(await failureOf(bench.client.send(new GetObjectCommand(named(bench))))).toBe("404 NoSuchKey");
      expect((await bench.client.send(new ListObjectsV2Command({ Bucket: bench.bucket }))).KeyCount).toBe(0);
      await bench.client.send(new DeleteObjectCommand({ ...named(bench), VersionId: marker.VersionId }));
      expect((await bench.client.send(new ListObjectsV2Command({ Bucket: bench.bucket }))).KeyCount).toBe(1);
    },
  },
  {
    name: "reads what was put before versions were enabled as version null",
    check: async (bench) => {
      await bench.put("a.csv", "before");
      await enableVersions(bench);
      await bench.put("a.csv", "after");
      const answer = await bench.client.send(new GetObjectCommand({ ...named(bench), VersionId: "null" }));
      expect(await answer.Body?.transformToString()).toBe("before");
    },
  },
  {
    name: "refuses a version id that is none",
    check: async (bench) => {
      await enableVersions(bench);
      await bench.put("a.csv", "first");
      const get = bench.client.send(new GetObjectCommand({ ...named(bench), VersionId: "nonsense" }));
      expect(await failureOf(get)).toBe("400 InvalidArgument");
    },
  },
];

function named(bench: Bench): { Bucket: string; Key: string } {
  return { Bucket: bench.bucket, Key: "a.csv" };
}

async function enableVersions(bench: Bench): Promise<void> {
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await bench.client.send(new PutBucketVersioningCommand({ Bucket: bench.bucket, VersioningConfiguration }));
}
