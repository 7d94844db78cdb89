import { expect } from "vitest";
import type { Store } from "../../local-aws/store/store.ts";
import { bucketName } from "./bucket.ts";
import { checkInProcess } from "./check-in-process.ts";
import { type TakingTable, judgeProposal } from "./judge-proposal.ts";
import type { MadeBucket } from "./lake-styles.ts";
import { memoryStore } from "./memory-store.ts";
import { parseMessages } from "./messages.ts";
import { spawnTap } from "./run-tap.ts";
import { syncBucketInProcess } from "./sync-in-process.ts";

/** A proposal as it was printed. */
export interface Proposed {
  readonly code: number | null;
  readonly stdout: string;
  /** The lines on stderr. */
  readonly said: readonly string[];
  readonly tables: readonly (TakingTable & Readonly<Record<string, unknown>>)[];
}

/** Runs --propose with nothing but a bucket's name and what the environment says of the store. */
export async function proposeFor(store: Store, args: readonly string[] = []): Promise<Proposed> {
  const { url, credentials } = store;
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  const { code, stdout, stderr } = await spawnTap({
    args: ["--bucket", bucketName, "--propose", ...args],
    env,
    timeout: 120_000,
  });
  const tables = stdout === "" ? [] : JSON.parse(stdout).tables;
  return { code, stdout, said: stderr.trimEnd().split("\n"), tables };
}

/** Fills the store with a bucket that was made up, and holds what is proposed for it against what was meant. */
export async function expectFound(store: Store, made: MadeBucket): Promise<void> {
  for (const { key, body } of made.files) store.put(bucketName, key, body);
  const { code, tables, said } = await proposeFor(store);
  expect({ code, said: said.filter((line) => line.startsWith("    ") && !line.startsWith("    no key:")) }).toEqual({
    code: 0,
    said: [],
  });
  const { found, meant, missed, astray } = judgeProposal(made, tables);
  expect(astray).toEqual([]);
  expect(found, missed.join("\n")).toBeGreaterThanOrEqual(0.95 * meant);
  for (const key of made.noise.filter((name) => !name.includes("_temporary"))) expect(said.join("\n")).toContain(key);
  // Without a process, as hundreds of files take the longest where nothing is compiled yet.
  const bucket = memoryStore(made.files.map(({ key, body }) => ({ key, bytes: body })));
  const checked = await checkInProcess(bucket, { tables });
  const findings = checked.report.tables.flatMap(({ findings }) => findings);
  expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
  expect(checked.code).toBe(0);
  const { stdout, complaints, failures } = await syncBucketInProcess(bucket, { tables });
  expect({ complaints, failures }).toEqual({ complaints: [], failures: [] });
  const records = parseMessages(stdout).filter(({ type }) => type === "RECORD");
  expect(records).toHaveLength(made.tables.reduce((sum, { rows }) => sum + rows, 0));
}
