import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, test } from "vitest";
import { table } from "../support/bucket.ts";
import { idsOf, Lake, others, summaryOf } from "../support/lake.ts";
import { DEFAULT_USER } from "../../local-aws/store/identities.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

let store: Store;
beforeAll(async () => {
  store = await startStore();
});
afterAll(async () => store.close());

interface Failure {
  /** Completes "One file that …"; the first word is the bucket. */
  readonly name: string;
  readonly keys?: readonly string[];
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly spoil: (lake: Lake) => void;
  readonly code: number;
  readonly says: RegExp;
  /** Records of number 5 that are written before it fails. */
  readonly begun?: readonly string[];
  readonly mend: (lake: Lake) => void;
  /** Records of number 5 that the run after that writes. */
  readonly rest?: readonly string[];
}

const failures: readonly Failure[] = [
  {
    name: "is no UTF-8",
    spoil: (lake) => lake.put("5", Buffer.from("id\n\xe4\n", "latin1")),
    code: 4,
    says: /^Cannot read "5.csv": .*not valid UTF-8/,
    mend: (lake) => lake.renew("id\n5\n"),
  },
  {
    name: "is gzip without an end",
    spoil: (lake) => lake.put("5", gzipSync("id\n5\n").subarray(0, -9)),
    code: 4,
    says: /^Cannot read "5.csv": it ends in the middle of its gzip data/,
    mend: (lake) => lake.renew("id\n5\n"),
  },
  {
    name: "has a record without its key",
    keys: ["id"],
    settings: table({ null_values: ["-"] }),
    spoil: (lake) => lake.put("5", "id,x\n5,1\n55,2\n-,3\n555,4\n"),
    code: 4,
    says: /"5.csv".*key/i,
    begun: ["5", "55"],
    mend: (lake) => lake.renew("id,x\n5,1\n"),
  },
  {
    name: "may not be read",
    spoil: (lake) =>
      store.identities.putUser({
        ...DEFAULT_USER,
        policy: {
          Statement: [
            { Effect: "Allow", Action: "s3:*" },
            { Effect: "Deny", Action: "s3:GetObject", Resource: `arn:aws:s3:::${lake.name}/5.csv` },
          ],
        },
      }),
    code: 3,
    says: /^Cannot read "5.csv".*: access denied, the credentials need s3:GetObject/,
    mend: () => store.identities.putUser(DEFAULT_USER),
  },
  {
    name: "is encrypted with a key that may not be used",
    spoil: (lake) => lake.put("5", "id\n5\n", { kmsDenied: true }),
    code: 3,
    says: /^Cannot read "5.csv".*kms:Decrypt/,
    mend: (lake) => lake.put("5", "id\n5\n"),
  },
  {
    name: "is archived",
    spoil: (lake) => lake.put("5", "id\n5\n", { storageClass: "GLACIER" }),
    code: 3,
    says: /^Cannot read "5.csv".*: it is archived; restore it first/,
    mend: (lake) => lake.put("5", "id\n5\n", { storageClass: "GLACIER", restored: true }),
  },
];

describe("One file that", () => {
  test.concurrent.for(failures)(
    "$name is told, keeps no other from being read, and is read when it is put right",
    { timeout: 120_000 },
    async ({ name, keys, settings, spoil, code, says, begun = [], mend, rest = ["5"] }, { expect }) => {
      const lake = new Lake(store, name.replaceAll(" ", "-").toLowerCase());
      spoil(lake);
      const first = await lake.sync({}, settings, keys);
      const ofFailures = first.complaints.filter((line) => !/trying again|no longer has the columns/.test(line));
      expect(ofFailures).toEqual([expect.stringMatching(says)]);
      expect(first.code).toBe(code);
      expect(idsOf(first)).toEqual([...others.slice(0, 5), ...begun, ...others.slice(5)]);
      expect(summaryOf(first)).toMatchObject({ files: 9, failed: 1, records: 9 + begun.length });

      const again = await lake.sync(first.state, settings, keys);
      expect({ code: again.code, ids: idsOf(again) }).toEqual({ code, ids: [] });

      mend(lake);
      const last = await lake.sync(again.state, settings, keys);
      expect({ code: last.code, ids: idsOf(last) }).toEqual({ code: 0, ids: rest });
      const end = await lake.sync(last.state, settings, keys);
      expect({ code: end.code, ids: idsOf(end) }).toEqual({ code: 0, ids: [] });
    },
  );
});
