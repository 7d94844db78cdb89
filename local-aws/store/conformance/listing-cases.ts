import {
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
} from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { failureOf } from "./failure.ts";
import type { Bench, Case } from "./bench.ts";

// UTF-16 order would put U+FFFD after the emoji; several of them cannot stand in XML as they are.
const AWKWARD_KEYS = [
  " leading space.csv",
  "a b.csv",
  "a%20b.csv",
  "a+b.csv",
  "a/b/c.csv",
  "control\u0001.csv",
  "line\r\nfeed.csv",
  "quote\"'&<>.csv",
  "tab\t.csv",
  "~(!*)'.csv",
  "é-nfc.csv",
  "é-nfd.csv",
  "日本.csv",
  "\ufffd.csv",
  "😀.csv",
];

/** What listings must say. */
export const LISTING_CASES: readonly Case[] = [
  {
    name: "lists keys by their UTF-8 bytes",
    check: async (bench) => {
      const keys = ["b", "a/b", "a", "a.csv", "B", "é", "日本", "\ufffd", "😀", "a0"];
      for (const key of keys) await bench.put(key, "");
      const wanted = keys.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
      expect(await allKeys(bench)).toEqual(wanted);
    },
  },
  {
    name: "tells size, quoted MD5 and time of each object",
    check: async (bench) => {
      await bench.put("a.csv", "hello");
      const [object] = (await list(bench)).Contents ?? [];
      expect(object).toMatchObject({ Key: "a.csv", Size: 5, ETag: '"5d41402abc4b2a76b9719d911017c592"' });
      expect(Math.abs(Date.now() - (object?.LastModified?.getTime() ?? 0))).toBeLessThan(60_000);
    },
  },
  {
    name: "tells times in whole seconds",
    check: async (bench) => {
      for (let n = 0; n < 5; n += 1) await bench.put(`${n}.csv`, "");
      const times = (await list(bench)).Contents?.map((object) => object.LastModified?.getMilliseconds());
      expect(times).toEqual([0, 0, 0, 0, 0]);
    },
  },
  {
    name: "gives every key once over pages of two",
    check: async (bench) => {
      const keys = ["a", "b", "c", "d", "e"];
      for (const key of keys) await bench.put(key, "");
      expect(await allKeys(bench, { MaxKeys: 2 })).toEqual(keys);
    },
  },
  {
    name: "counts the keys of a page and says whether more follow",
    check: async (bench) => {
      for (const key of ["a", "b", "c"]) await bench.put(key, "");
      expect(await list(bench, { MaxKeys: 2 })).toMatchObject({ KeyCount: 2, IsTruncated: true, MaxKeys: 2 });
      expect(await list(bench, { MaxKeys: 3 })).toMatchObject({ KeyCount: 3, IsTruncated: false });
    },
  },
  {
    name: "lists an empty bucket as a page without objects",
    check: async (bench) => {
      expect(await list(bench)).toMatchObject({ KeyCount: 0, IsTruncated: false, Name: bench.bucket });
    },
  },
  {
    name: "lists only what a prefix begins",
    check: async (bench) => {
      for (const key of ["a/1", "a/2", "a0", "b/1"]) await bench.put(key, "");
      expect(await allKeys(bench, { Prefix: "a/", MaxKeys: 1 })).toEqual(["a/1", "a/2"]);
    },
  },
  {
    name: "starts after a key, also one that is not there",
    check: async (bench) => {
      for (const key of ["a", "c", "e"]) await bench.put(key, "");
      expect(await allKeys(bench, { StartAfter: "c" })).toEqual(["e"]);
      expect(await allKeys(bench, { StartAfter: "b" })).toEqual(["c", "e"]);
    },
  },
  {
    name: "rolls keys up to common prefixes, also across pages",
    check: async (bench) => {
      for (const key of ["a/1", "a/2", "b", "c/1", "c/2"]) await bench.put(key, "");
      const found: (string | undefined)[] = [];
      for await (const page of pages(bench, { Delimiter: "/", MaxKeys: 1 })) {
        found.push(...(page.CommonPrefixes ?? []).map((it) => it.Prefix), ...(page.Contents ?? []).map((it) => it.Key));
      }
      expect(found).toEqual(["a/", "b", "c/"]);
    },
  },
  {
    name: "gives every awkward key back under url encoding",
    check: async (bench) => {
      for (const key of AWKWARD_KEYS) await bench.put(key, key);
      const page = await list(bench, { EncodingType: "url" });
      expect(page.EncodingType).toBe("url");
      const decoded = (page.Contents ?? []).map((it) => decodeURIComponent((it.Key ?? "").replaceAll("+", " ")));
      expect(decoded.toSorted()).toEqual(AWKWARD_KEYS.toSorted());
    },
  },
  {
    name: "writes control characters as references without url encoding",
    check: async (bench) => {
      await bench.put("control\u0001.csv", "");
      expect(await allKeys(bench)).toEqual(["control\u0001.csv"]);
    },
  },
  {
    name: "refuses a bucket that does not exist",
    check: async ({ client }) => {
      const request = client.send(new ListObjectsV2Command({ Bucket: "conformance-no-such-bucket" }));
      expect(await failureOf(request)).toBe("404 NoSuchBucket");
    },
  },
];

function list(bench: Bench, input: Partial<ListObjectsV2CommandInput> = {}): Promise<ListObjectsV2CommandOutput> {
  return bench.client.send(new ListObjectsV2Command({ Bucket: bench.bucket, ...input }));
}

async function* pages(
  bench: Bench,
  input: Partial<ListObjectsV2CommandInput>,
): AsyncGenerator<ListObjectsV2CommandOutput> {
  let token: string | undefined;
  do {
    const page = await list(bench, { ...input, ContinuationToken: token });
    yield page;
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

async function allKeys(bench: Bench, input: Partial<ListObjectsV2CommandInput> = {}): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  for await (const page of pages(bench, input)) keys.push(...(page.Contents ?? []).map((it) => it.Key));
  return keys;
}
