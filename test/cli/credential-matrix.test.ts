import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { awsEnvironmentOf, awsEnvironmentSettings, withAwsEnvironment } from "../../src/config/aws-environment.ts";
import { parseConfig } from "../../src/config/parse-config.ts";
import { readProfileFiles } from "../../src/s3/credentials/profile-files.ts";
import { openStore } from "../../src/s3/open-store.ts";
import { faults } from "../support/credential-cell.ts";
import { calm, common, type Setup } from "../support/credential-setups.ts";
import { cellBucket, startCredentialWorld, type CredentialWorld } from "../support/credential-world.ts";
import { keyCells } from "../support/key-cells.ts";
import { machineCells } from "../support/machine-cells.ts";
import { drain, hurried } from "../support/s3-connection.ts";

const page = join(import.meta.dirname, "../../docs/credentials.md");

const rows = { ...keyCells, ...machineCells };

let world: CredentialWorld;
beforeAll(async () => {
  world = await startCredentialWorld();
});
afterAll(async () => world.close());
afterEach(() => {
  calm(world);
  vi.unstubAllEnvs();
});

/** What each cell said, for the page. */
const told = new Map<string, string>();

/** In this process, with everything that the program itself does with a config and its surroundings. */
async function run(setup: Setup, fault: string): Promise<string | null> {
  const base = common(world, fault);
  const env = { ...base.env, ...setup.env };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const settings: Record<string, unknown> = { ...base.settings, ...setup.settings };
  try {
    const aws = awsEnvironmentOf(env, await readProfileFiles(), settings["aws_profile"]);
    const known = awsEnvironmentSettings(aws);
    const { config } = parseConfig([settings, known.settings], known.names);
    const store = await openStore(withAwsEnvironment(config, aws).connection, hurried());
    let count = 0;
    for await (const { objects } of store.list("")) {
      for (const object of objects) {
        if (count === 5) await setup.midway?.();
        const { error } = await drain(store.read(object));
        if (error !== null) throw error;
        count += 1;
      }
    }
    expect(count).toBe(10);
    return null;
  } catch (error) {
    if (error instanceof Error && error.name === "TapError") return error.message;
    throw error;
  }
}

describe.each(Object.entries(rows))("Credentials of %s", (source, row) => {
  test.each(faults.flatMap((fault) => (row[fault] === undefined ? [] : [[fault, row[fault]] as const])))(
    "%s",
    async (fault, { arrange, says }) => {
      const setup = await arrange(world);
      const before = world.proxy.tunnels.length;
      const message = await run(setup, fault);
      if (says === null) expect(message).toBeNull();
      else expect(message).toMatch(says);
      if (fault === "behind a proxy") {
        expect(world.proxy.tunnels.slice(before)).toContain("s3.us-east-1.amazonaws.com:443");
        expect(world.proxy.tunnels.slice(before).join()).not.toContain("127.0.0.1");
      }
      if (message !== null) {
        expect(message.includes("trust policy")).toBe(says?.source.includes("trust policy") === true);
        expect(message).not.toMatch(/s3:ListBucket|requester_pays/);
      }
      told.set(`${source}: ${fault}`, message ?? "works");
    },
  );
});

// `npm run docs` writes the page when it differs.
test("docs/credentials.md tells what the cells said", async () => {
  const list = /(?<=<!-- cells -->\n\n).*?(?=\n\n<!-- \/cells -->)/s;
  const text = readFileSync(page, "utf8");
  expect(text).toMatch(list);
  await expect(text.replace(list, () => asMarkdown())).toMatchFileSnapshot(page);
});

function asMarkdown(): string {
  const sentences: string[] = [];
  const cellOf = (source: string, fault: string): string => {
    const said = told.get(`${source}: ${fault}`);
    if (said === undefined) return "nothing to wait for";
    if (said === "works") return said;
    sentences.push(plain(said));
    return `says (${sentences.length})`;
  };
  const body = Object.keys(rows).map((source) => [source].concat(faults.map((fault) => cellOf(source, fault))));
  const head = ["", ...faults];
  const widths = head.map((_, index) => Math.max(3, ...[head, ...body].map((cells) => cells[index]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  const list = sentences.map((sentence, index) => `${index + 1}. ${sentence}`);
  return [line(head), rule, ...body.map(line), "", ...list].join("\n");
}

/** Without what differs from run to run. */
function plain(message: string): string {
  return (
    message
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "http://127.0.0.1")
      .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1")
      .replaceAll(`"${cellBucket}"`, '"lake"')
      // In the words of the shell, which each system has its own.
      .replace(/saying: .*no-such-program.*/, "saying: …")
      .replaceAll("\n", " ")
  );
}
