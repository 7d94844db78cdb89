import { startStore, type Store } from "../../local-aws/store/store.ts";
import type { Figure, Findings } from "../figure.ts";
import { type Command, measure, type Run, runInto } from "../measure.ts";
import { bookmarkFigures } from "./bookmark.ts";
import { syncCommand } from "../tap.ts";

/**
 * What a state costs: bytes of STATEs where nothing is new and where much is, requests for listings that tables share, CPU
 * where the state may hold little, memory of due files, and listings that are split.
 */
export async function measureState(): Promise<Findings> {
  const figures = [
    ...bookmarkFigures([10, 10_000, 1_000_000]),
    ...(await nothingNew([1, 250, 2000])),
    ...(await longListing(1_000_000)),
    ...(await muchNew(60_000, cpuOfLittle)),
    ...(await muchNew(200_000, peakMemory)),
  ];
  return { figures, results: [], remarks: [] };
}

const bucket = "bench";
const dayMs = 24 * 3_600_000;

/** Each of the tables reads a file of its own under one prefix; a first run has read them. Of the last, one table is listed alone as well. */
async function nothingNew(counts: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  let [all, alone] = [Number.NaN, Number.NaN];
  for (const count of counts) {
    const store = await startStore();
    store.createBucket(bucket);
    const names = Array.from({ length: count }, (_, index) => `t${index}`);
    for (const name of names) {
      store.put(bucket, `in/${name}.csv`, "id\n1\n", { lastModified: new Date(Date.now() - dayMs) });
    }
    const tables = names.map((name) => ({ table_name: name, search_prefix: "in/", search_pattern: `${name}\\.csv$` }));
    const catalog = { streams: names.map(streamOf) };
    const first = await outputOf(syncCommand(store, { tables }, { catalog }));
    store.resetRequests();
    const again = await outputOf(syncCommand(store, { tables }, { catalog, state: first.state }));
    all = listsOf(store);
    store.resetRequests();
    await outputOf(syncCommand(store, { tables: tables.slice(0, 1) }, { catalog: { streams: [streamOf("t0")] } }));
    alone = listsOf(store);
    await store.close();
    figures.push({
      name: `${count} tables, nothing new: bytes of STATEs against one STATE`,
      value: again.stateBytes / again.lastBytes,
      unit: "×",
      goal: { atMost: 3 },
    });
  }
  figures.push({
    name: `LIST requests of ${counts.at(-1)} tables against those of one`,
    value: all / alone,
    unit: "×",
    goal: { atMost: 1 },
  });
  return figures;
}

function listsOf({ requests }: Pick<Store, "requests">): number {
  return requests.filter(({ operation }) => operation === "ListObjectsV2").length;
}

type Sync = (settings?: object) => Command;

interface SecondFigure extends Omit<Figure, "name"> {
  readonly what: string;
}

/** Many files of a few records, all within the look-back: what is said of them in STATEs, and another figure. */
async function muchNew(count: number, another: (usual: Run, sync: Sync) => Promise<SecondFigure>): Promise<Figure[]> {
  const store = await startStore();
  store.createBucket(bucket);
  const text = `id,text\n${`1,${"x".repeat(60)}\n`.repeat(5)}`;
  const now = Date.now();
  for (let index = 0; index < count; index++) {
    store.put(bucket, `in/${String(index).padStart(7, "0")}.csv`, text, { lastModified: new Date(now - index * 100) });
  }
  const tables = [{ table_name: "t", search_pattern: "^in/.*csv$" }];
  const files = { catalog: { streams: [streamOf("t")] } };
  const sync = (settings = {}): Command => syncCommand(store, { tables, ...settings }, files);
  const whole = await outputOf(sync());
  const { what, ...figure } = await another(whole.run, sync);
  await store.close();
  return [
    {
      name: `${count} due files: bytes of STATEs but for three whole ones, against those of records`,
      value: (100 * Math.max(0, whole.stateBytes - 3 * whole.lastBytes)) / whole.recordBytes,
      unit: "%",
      goal: { atMost: 10 },
    },
    { name: `${count} due files: the last STATE`, value: whole.lastBytes / 1024, unit: "KB" },
    { name: `${count} due files: ${what}`, ...figure },
  ];
}

async function cpuOfLittle(usual: Run, sync: Sync): Promise<SecondFigure> {
  const { run: little } = await outputOf(sync({ seen_limit: 10 }));
  const value = little.cpuMs / usual.cpuMs;
  return { what: "CPU with seen_limit 10 against the default", value, unit: "×", goal: { atMost: 1.1 } };
}

async function peakMemory({ peakKb }: Run): Promise<SecondFigure> {
  return { what: "peak memory", value: peakKb / 1024, unit: "MB", goal: { atMost: 250 } };
}

/**
 * A listing of many keys where each page takes its time, against one that cannot be split. That one takes as long for each
 * page, nearly all of it waiting: a tenth of the pages tells it.
 */
async function longListing(keys: number): Promise<Figure[]> {
  const store = await startStore({ latencyMs: 100 });
  store.createBucket(bucket);
  const lastModified = new Date(Date.now() - 30 * dayMs);
  for (let index = 0; index < keys; index++) {
    store.put(bucket, `in/${String(index).padStart(7, "0")}.csv`, "", { lastModified });
  }
  const state = { bookmarks: { t: { modified_since: new Date().toISOString() } } };
  const files = { catalog: { streams: [streamOf("t")] }, state };
  const run = async (prefix: string): Promise<{ readonly wallMs: number; readonly pages: number }> => {
    store.resetRequests();
    const tables = [{ table_name: "t", search_pattern: `^${prefix}.*csv$` }];
    const settings = { tables, detect_multipart: false, on_no_files: "warn" };
    const { wallMs } = await measure(syncCommand(store, settings, files));
    return { wallMs, pages: store.requests.length };
  };
  // First, because the server is slower with the first of them.
  store.behaviour.startAfter = "refused";
  const [tenth, none] = [await run("in/00"), await run("none/")];
  store.behaviour.startAfter = "known";
  const split = await run("in/");
  const pageMs = (tenth.wallMs - none.wallMs) / (tenth.pages - none.pages);
  const plainMs = none.wallMs + pageMs * (keys / 1000 - none.pages);
  await store.close();
  const name = `${keys} keys at 100 ms a page`;
  return [
    {
      name: `${name}: faster than page after page`,
      value: plainMs / split.wallMs,
      unit: "×",
      goal: { atLeast: 6 },
    },
    { name: `${name}: requests against pages`, value: split.pages / (keys / 1000), unit: "×", goal: { atMost: 1.2 } },
  ];
}

function streamOf(name: string): object {
  const schema = { type: "object", properties: { id: { type: ["null", "string"] } } };
  return { tap_stream_id: name, stream: name, schema, metadata: [{ breadcrumb: [], metadata: { selected: true } }] };
}

interface Written {
  readonly run: Run;
  readonly state: object;
  readonly stateBytes: number;
  readonly lastBytes: number;
  readonly recordBytes: number;
}

/** Runs the tap, and weighs its messages. */
async function outputOf(command: Command): Promise<Written> {
  let last = Buffer.alloc(0);
  let stateBytes = 0;
  let recordBytes = 0;
  let begun: Buffer[] = [];
  const run = await runInto(command, (piece) => {
    let from = 0;
    for (let end = piece.indexOf(0x0a); end !== -1; end = piece.indexOf(0x0a, from)) {
      const line = Buffer.concat([...begun, piece.subarray(from, end)]);
      begun = [];
      from = end + 1;
      if (startsWith(line, '{"type":"STATE"')) {
        last = line;
        stateBytes += line.length;
      } else if (startsWith(line, '{"type":"RECORD"')) recordBytes += line.length;
    }
    begun.push(Buffer.from(piece.subarray(from)));
  });
  const { value }: { value: object } = JSON.parse(last.toString());
  return { run, state: value, stateBytes, lastBytes: last.length, recordBytes };
}

function startsWith(line: Buffer, text: string): boolean {
  return line.toString("latin1", 0, text.length) === text;
}
