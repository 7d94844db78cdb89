import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startStore, type Store } from "../../local-aws/store/store.ts";
import { testEnvironment } from "../support/run-tap.ts";

const project = fileURLToPath(new URL("../../", import.meta.url));
const bucket = "my-bucket";

let text: string;
let store: Store;
let folder: string;
beforeAll(async () => {
  const names = (await readdir(join(project, "docs"))).filter((name) => name.endsWith(".md"));
  const pages = ["README.md", ...names.map((name) => join("docs", name))];
  text = (await Promise.all(pages.map((page) => readFile(join(project, page), "utf8")))).join("\n");
  store = await startStore();
});
afterAll(() => store.close());

/** A folder with the config of the README, and a PATH with the tap and a target that prints the states it gets. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-readme-"));
  await mkdir(join(folder, "bin"));
  await symlink(join(project, "bin/tap-s3-csv.js"), join(folder, "bin/tap-s3-csv"));
  for (const name of ["target-jsonl", "target-postgres", "target-bigquery", "target-snowflake"]) {
    const target = join(folder, "bin", name);
    await writeFile(
      target,
      `#!/bin/sh\ntee -a messages.jsonl | sed -n 's/^{"type":"STATE","value":\\(.*\\)}$/\\1/p'\n`,
    );
    await chmod(target, 0o755);
  }
  const [json = "{}"] = blocks("json");
  const keys = {
    aws_access_key_id: store.credentials.accessKeyId,
    aws_secret_access_key: store.credentials.secretAccessKey,
  };
  const config = { ...JSON.parse(json), aws_endpoint_url: store.url, ...keys };
  await writeFile(join(folder, "config.json"), JSON.stringify(config), { mode: 0o600 });
  store.createBucket(bucket);
  store.put(bucket, "crm/customers.csv", "id,name\n1,Ada\n");
  store.put(bucket, "shop/orders-1.csv", "order_id,amount\n1,10\n2,20\n");
  return async () => rm(folder, { recursive: true, force: true });
});

describe("The README and docs", () => {
  test("have no command that does not work", { timeout: 120_000 }, async () => {
    const commands = blocks("sh").flatMap((block) => block.trim().split("\n"));
    const elsewhere = commands.filter((command) => /^(?:npm|pip) /.test(command));
    // CI types these itself: on a clean clone, on every Node, and in test/interop/readme.test.ts.
    expect(new Set(elsewhere)).toEqual(
      new Set([
        "npm ci && npm run demo",
        "npm ci && npm test",
        "npm ci && npm pack && npm install --global ./tap-s3-csv-*.tgz",
        "pip install target-jsonl==0.1.4",
        "pip install meltanolabs-target-postgres==0.8.1",
        "pip install z3-target-bigquery==0.7.2 'setuptools<81'",
        "pip install meltanolabs-target-snowflake==0.20.4",
      ]),
    );
    // It serves its page until somebody ends it, and has tests of its own.
    const served = "tap-s3-csv --setup";
    const ours = commands.filter((command) => !elsewhere.includes(command) && command !== served);
    expect(ours.length).toBeGreaterThanOrEqual(6);
    for (const command of ours) await shell(command);
    // Each of the four targets gets everything once.
    expect(await records()).toHaveLength(4 * 3);
    expect(await readFile(join(folder, "state.json"), "utf8")).toContain("modified_since");
  });

  test("show the line of the crontab in examples", async () => {
    const [line = "nothing"] = blocks("crontab");
    expect(await readFile(join(project, "examples/crontab"), "utf8")).toContain(line.trim());
  });
});

describe.skipIf(process.platform !== "linux")("examples/sync.sh (skipped without flock of util-linux)", () => {
  beforeEach(async () => {
    await cp(join(project, "examples/sync.sh"), join(folder, "sync.sh"));
    await shell("tap-s3-csv --config config.json --discover > catalog.json");
  });

  test("loads what is new, from its own folder or from one that is named", async () => {
    await shell("./sync.sh");
    expect(await records()).toHaveLength(3);
    store.put(bucket, "shop/orders-2.csv", "order_id,amount\n3,30\n");
    await shell(`bin/../sync.sh '${folder}'`);
    await shell("./sync.sh");
    expect(await records()).toHaveLength(4);
  });

  test("tells by its exit code that the tap failed, and keeps what was loaded", async () => {
    store.put(bucket, "shop/orders-2.csv", 'order_id,amount\n"3,30\n');
    await expect(shell("./sync.sh")).rejects.toMatchObject({ code: 4 });
    store.put(bucket, "shop/orders-2.csv", "order_id,amount\n3,30\n");
    await shell("./sync.sh");
    expect((await records()).filter((line) => line.includes('"stream":"orders"'))).toHaveLength(3);
  });

  test("keeps the last whole state where the target was killed in the middle of one, or of its first", async () => {
    const dying = join(folder, "bin/target-dying");
    const script = (whole: string): string =>
      `#!/bin/sh\nhead -n 4 > /dev/null\n${whole}printf '{"bookmarks":{"cust'\nexit 1\n`;
    await writeFile(dying, script(`echo '{"bookmarks":{},"kept":1}'\n`), { mode: 0o755 });
    await expect(shell("TARGET=target-dying ./sync.sh")).rejects.toThrow();
    const state = await readFile(join(folder, "state.json"), "utf8");
    expect(JSON.parse(state)).toEqual({ bookmarks: {}, kept: 1 });
    await writeFile(dying, script(""));
    await expect(shell("TARGET=target-dying ./sync.sh")).rejects.toThrow();
    expect(await readFile(join(folder, "state.json"), "utf8")).toBe(state);
    await shell("./sync.sh");
    expect(await records()).toHaveLength(3);
  });

  test("leaves a run alone that is still going on", async () => {
    const running = spawn("bash", ["-c", "exec 9> .lock; flock 9; echo locked; exec sleep 60"], { cwd: folder });
    try {
      await once(running.stdout, "data");
      expect((await shell("./sync.sh")).stderr).toContain("the previous run has not ended yet");
      await expect(records()).rejects.toThrow("ENOENT");
    } finally {
      running.kill("SIGKILL");
    }
  });
});

/** The contents of the fenced blocks of a language. */
function blocks(language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm"))].map(([, content]) => content ?? "");
}

function shell(command: string): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { accessKeyId, secretAccessKey } = store.credentials;
  // For the config that the tap proposes, which has a bucket and tables, and no keys.
  const world = {
    AWS_ENDPOINT_URL: store.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const env = { ...testEnvironment(), ...world, PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}` };
  return promisify(execFile)("bash", ["-c", command], { cwd: folder, env });
}

async function records(): Promise<readonly string[]> {
  const lines = (await readFile(join(folder, "messages.jsonl"), "utf8")).split("\n");
  return lines.filter((line) => line.startsWith('{"type":"RECORD"'));
}
