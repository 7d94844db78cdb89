import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { spawnTap } from "../support/run-tap.ts";

const store = useStore();
let cwd = "";
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "tap-s3-csv-env-"));
});
afterEach(async () => rm(cwd, { recursive: true, force: true }));

/** What the config of most tests says, as lines of .env. */
function lines(): string {
  return Object.entries(configFor(store()))
    .map(
      ([name, value]) =>
        `TAP_S3_CSV_${name.toUpperCase()}='${typeof value === "string" ? value : JSON.stringify(value)}'\n`,
    )
    .join("");
}

describe("--config ENV", () => {
  test("reads .env of the working folder as well, as taps of the Meltano SDK do, and the environment wins", async () => {
    store().put(bucketName, "a.csv", "id\n1\n");
    await writeFile(join(cwd, ".env"), `# a comment\n${lines()}OTHER=1\n`, { mode: 0o600 });
    const run = { cwd, args: ["--config", "ENV", "--check"] };
    expect((await spawnTap(run)).stdout).toContain("A sync would work.");
    const { code, stdout, stderr } = await spawnTap({ ...run, env: { TAP_S3_CSV_BUCKET: "nowhere" } });
    expect(stdout).toContain('Bucket "nowhere"');
    expect(stdout + stderr).not.toContain(store().credentials.secretAccessKey);
    expect(code).toBe(3);
  });

  test.runIf(process.platform === "linux")("does not read a .env without an end", async () => {
    await symlink("/dev/zero", join(cwd, ".env"));
    const { code, stderr } = await spawnTap({ cwd, args: ["--config", "ENV"] });
    expect(stderr).toContain("which --config ENV reads as well, cannot be read: it is larger than 64 MiB");
    expect(code).toBe(2);
  });

  test("is what reads .env, and a file is not", async () => {
    await writeFile(join(cwd, ".env"), "TAP_S3_CSV_BUCKET=nowhere\n");
    store().put(bucketName, "a.csv", "id\n1\n");
    const { stdout } = await spawnTap({ cwd, config: configFor(store()), args: ["--check"] });
    expect(stdout).toContain(`Bucket "${bucketName}"`);
  });
});
