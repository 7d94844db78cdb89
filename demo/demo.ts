import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { startStore, type Store } from "../local-aws/store/store.ts";

/*
 * What a newcomer sees first: the tap at work on real files, against an S3 server that lives in this
 * process as long as the demo does. It runs from build/demo, so the project is two folders up.
 */
const project = fileURLToPath(new URL("../../", import.meta.url));
const binary = join(project, "bin/tap-s3-csv.js");
const bucket = "demo";

const store = await startStore();
const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-demo-"));
try {
  await show();
} finally {
  await store.close();
  await rm(folder, { recursive: true });
}

async function show(): Promise<void> {
  say(`An S3 server runs at ${store.url}, for this demo only. Into its bucket "${bucket}" go`);
  store.createBucket(bucket);
  await put("customers.csv", "crm/customers.csv", "quotes, a line break inside a field, Greek");
  await put("orders/orders-2026-11-01.csv", "shop/orders-2026-11-01.csv", "one file per day");
  await put("orders/orders-2026-11-02.csv", "shop/orders-2026-11-02.csv.gz", "the next day, compressed");

  say("The config names the bucket and two tables:");
  const config = await configFor(store);
  console.log(indent(config));
  await writeFile(join(folder, "config.json"), config, { mode: 0o600 });

  say("A check tells what it finds in the bucket, and what would go wrong:");
  process.stdout.write(indent(await run("--config config.json --check")));
  say("Discovery reads the headers and prints a catalog:");
  await run("--config config.json --discover > catalog.json");
  say("A sync without a state reads every file:");
  await sync("--config config.json --catalog catalog.json > messages.jsonl");

  say("The last STATE is kept in state.json. The same again finds nothing new:");
  await sync("--config config.json --catalog catalog.json --state state.json > messages.jsonl");

  say("A day later there is one more file of orders, and customers.csv has been replaced:");
  await put("orders/orders-2026-11-03.csv", "shop/orders-2026-11-03.csv", "a new day");
  await put("customers-replaced.csv", "crm/customers.csv", "a newer version");
  await sync("--config config.json --catalog catalog.json --state state.json > messages.jsonl");

  say("That is all: only what was new was read. The five-minute tour in README.md goes on from here.");
}

/** Puts a file of the demo into the bucket, compressed if its key says so. */
async function put(file: string, key: string, remark: string): Promise<void> {
  const content = await readFile(join(project, "demo/files", file));
  store.put(bucket, key, key.endsWith(".gz") ? gzipSync(content) : content);
  console.log(`  ${key.padEnd(30)} ${remark}`);
}

async function configFor({ url, credentials }: Store): Promise<string> {
  const template = await readFile(join(project, "demo/config.json"), "utf8");
  const secrets = { aws_access_key_id: credentials.accessKeyId, aws_secret_access_key: credentials.secretAccessKey };
  return JSON.stringify({ ...JSON.parse(template), aws_endpoint_url: url, ...secrets }, null, 2);
}

/** Runs a sync, shows its records as rows, and keeps its last STATE as a target would. */
async function sync(command: string): Promise<void> {
  const lines = (await run(command)).split("\n").filter((line) => line !== "");
  const records = lines.filter((line) => line.startsWith('{"type":"RECORD"'));
  for (const line of records) console.log(`  ${shown(line)}`);
  if (records.length === 0) console.log("  (no records)");
  const state = lines.findLast((line) => line.startsWith('{"type":"STATE"')) ?? "{}";
  await writeFile(join(folder, "state.json"), JSON.stringify(JSON.parse(state).value));
}

/** The record of a message as it stands there, digit for digit, without the columns that are always the same. */
function shown(line: string): string {
  const [, stream, record = ""] = /"stream":"(\w+)","record":(.*),"time_extracted"/.exec(line) ?? [];
  return `${stream}: ${record.replace(/"_sdc_source_bucket":"\w+",/, "").replace(/,"_sdc_source_lineno":\d+/, "")}`;
}

/** Runs the real program in the demo's folder, as a user would type it, and gives what it writes. */
async function run(command: string): Promise<string> {
  console.log(`\n$ tap-s3-csv ${command}`);
  const [args = "", file = ""] = command.split(" > ");
  const child = spawn(process.execPath, [binary, "--log-format", "pretty", ...args.split(" ")], { cwd: folder });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  process.stdout.write(indent(await stderr));
  if (code !== 0) throw new Error(`The tap ended with exit code ${code}`);
  if (file !== "") await writeFile(join(folder, file), await stdout);
  return stdout;
}

async function collect(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function say(text: string): void {
  console.log(`\n${text}`);
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, "  ");
}
