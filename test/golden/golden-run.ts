import { bookmarksOf, goldenConfig, type PlacedCase } from "./golden-bucket.ts";
import { catalogStream, type GoldenStream } from "./golden-catalog.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { parseLog, spawnTap, type LogEntry, type TapInput, type TapResult } from "../support/run-tap.ts";
import { parseMessages } from "../support/messages.ts";

/** What one run over the tables of several cases came to. */
export interface Found {
  readonly code: number | null;
  readonly streams: ReadonlyMap<string, GoldenStream>;
  readonly log: readonly LogEntry[];
}

export interface Synced {
  readonly code: number | null;
  readonly outcome: Outcome;
  readonly log: readonly LogEntry[];
}

type Environment = Readonly<Record<string, string>>;

/** One compatible discovery over the tables of all these cases. */
export async function discoverCases(cases: readonly PlacedCase[], env: Environment): Promise<Found> {
  const { code, stdout, stderr } = await runTap(cases, env, { args: ["--discover"] });
  return { code, streams: streamsOf(stdout), log: parseLog(stderr) };
}

/** One sync over them, with the catalogs of the cases or those that discovery has found. */
export async function syncCases(
  cases: readonly PlacedCase[],
  streams: Found["streams"],
  env: Environment,
): Promise<Synced> {
  const { code, stdout, stderr } = await runTap(cases, env, syncInput(cases, streams));
  // For what every run must keep: order, schemas, and nothing else on stdout.
  parseMessages(stdout);
  return { code, outcome: outcomeOf(stdout), log: parseLog(stderr) };
}

/** The catalog and the state that a sync over these cases begins with. */
export function syncInput(
  cases: readonly PlacedCase[],
  streams: Found["streams"],
): Pick<TapInput, "catalog" | "state"> {
  return {
    catalog: { streams: cases.map((golden) => catalogStream(golden, streams.get(golden.id))) },
    state: { bookmarks: bookmarksOf(cases) },
  };
}

/** The streams of a catalog on stdout, by name; none if there is no catalog. */
export function streamsOf(stdout: string): ReadonlyMap<string, GoldenStream> {
  if (!stdout.startsWith("{")) return new Map();
  const { streams }: { readonly streams: readonly GoldenStream[] } = JSON.parse(stdout);
  return new Map(streams.map((stream) => [stream.stream, stream]));
}

function runTap(cases: readonly PlacedCase[], env: Environment, input: TapInput): Promise<TapResult> {
  const config = { ...goldenConfig(cases, { schema_inference: "compatible" }), time_extracted: false };
  return spawnTap({ ...input, config, env });
}
