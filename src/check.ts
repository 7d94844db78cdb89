import type { Config, Table } from "./config/config.ts";
import { TapError } from "./errors.ts";
import { tellFinding } from "./format/finding.ts";
import { formatTitles, titleOf } from "./format/formats.ts";
import { askCaller, type Caller } from "./s3/caller.ts";
import type { StoreEvent } from "./s3/events.ts";
import { isAws } from "./s3/sts-endpoint.ts";
import type { ObjectStore } from "./s3/store.ts";
import { estimateRows } from "./files/estimate-rows.ts";
import { nameWarnings } from "./table/name-warnings.ts";
import { type FileHead, headsOf, sniffObject } from "./files/read-heads.ts";
import type { JsonSchema } from "./schema/json-schema.ts";
import { missingColumns } from "./table/required-columns.ts";
import { Survey } from "./table/survey-table.ts";
import { either } from "./wording/either.ts";
import { formatBytes, formatCount } from "./wording/amounts.ts";
import { passedOver } from "./wording/passed-over.ts";
import { printable } from "./wording/printable.ts";

/** What a check found, as text for a person, and the first thing that would make a sync fail. */
export interface CheckReport {
  readonly text: string;
  readonly caller: Caller;
  readonly failure: TapError | null;
}

/** Tries the connection and each table the way a sync would, without reading more than one file's header of each. */
export async function check(
  config: Config,
  store: ObjectStore,
  observe: (event: StoreEvent) => void,
): Promise<CheckReport> {
  const { bucket, endpoint, bucketOwnerId } = config.connection;
  let source: string | null = null;
  const caller = await askCaller(config.connection, (event) => {
    if (event.kind === "credentials-found") source ??= event.source;
    observe(event);
  });
  const lines = [
    printable(`Bucket "${bucket}" at ${endpoint ?? "AWS"}, ${describeReader(config, source)}`),
    printable(`Identity   ${describeCaller(caller)}`),
  ];
  if (bucketOwnerId !== undefined && !isAws(endpoint)) {
    lines.push("Warning    bucket_owner_id is heeded by AWS; other stores are known to ignore it");
  }
  let failure: TapError | null = null;
  for (const table of config.tables) {
    const findings: Finding[] = [];
    try {
      for await (const finding of checkTable(table, config, store)) findings.push(finding);
    } catch (error) {
      if (!(error instanceof TapError)) throw error;
      failure ??= error;
      findings.push(["PROBLEM", error.message]);
    }
    lines.push(
      "",
      `Table "${table.name}"`,
      ...findings.map(([label, text]) => `  ${label.padEnd(8)} ${printable(text)}`),
    );
  }
  lines.push("", failure === null ? "A sync would work." : "A sync would fail: see PROBLEM above.");
  return { text: lines.join("\n"), caller, failure };
}

/** As whom the bucket is read. */
function describeReader({ connection: { credentials, roles } }: Config, source: string | null): string {
  if (roles.length > 0) {
    const by = source === null ? "" : `, by the credentials of ${source}`;
    return `as ${roles.map(({ arn }) => arn).join(", then ")}${by}`;
  }
  switch (credentials.from) {
    case "keys":
      return "with the keys of the config";
    case "chain":
      return credentials.profile === undefined
        ? `with the credentials of ${source ?? "the first source that is set up"}`
        : `with the profile "${credentials.profile}"`;
    case "anonymous":
      return "without credentials";
  }
}

/** Who that is, in the words of AWS. */
function describeCaller(caller: Caller): string {
  switch (caller.kind) {
    case "known":
      return `${caller.arn} (account ${caller.account})`;
    case "anonymous":
      return "nobody: the requests are not signed";
    case "unknown":
      return `not known: ${caller.why}`;
  }
}

type Finding = readonly [
  label: "files" | "newest" | "format" | "rows" | "columns" | "warning" | "PROBLEM",
  text: string,
];

/** Enough to judge the length of a row by. */
const wanted = { records: 200, bytes: 64 * 1024, every: 1 };

async function* checkTable(table: Table, config: Config, store: ObjectStore): AsyncGenerator<Finding> {
  const survey = new Survey(table, config);
  for await (const page of survey.pages(store)) void page;
  survey.complaint();
  yield ["files", describeFound(survey)];
  const { newest, skipped, bytes } = survey;
  if (newest === null) {
    yield [
      "warning",
      "no file can be read, so the columns are not known" +
        (skipped.has("format") ? `; set "format" if the files are ${either(formatTitles)}, whatever their names` : ""),
    ];
    return;
  }
  yield ["newest", `${newest.key}, ${formatBytes(newest.size)}, modified ${newest.lastModified.toISOString()}`];
  const surroundings = { store, bucket: config.connection.bucket, maxExpansion: config.maxExpansion };
  for (const finding of await sniffObject(newest, table, surroundings)) yield ["warning", tellFinding(finding)];
  const heads = await headsOf(newest, table, surroundings, wanted);
  const columns = [...new Set(heads.flatMap(({ names }) => names))];
  for (const line of new Set(heads.flatMap(describeFacts))) yield ["format", line];
  const types = new Map(heads.flatMap((head) => [...(head.types ?? [])]));
  const described = columns.map((column) => describeColumn(column, types.get(column)));
  yield ["columns", columns.length === 0 ? "none: the file has no header" : described.join(", ")];
  const rows = estimateRows(newest, heads, bytes, wanted);
  if (rows !== null) yield ["rows", `about ${formatCount(rows)}, judged by the newest file`];
  for (const { file, doubt } of heads) if (doubt !== null) yield ["warning", `The header of "${file}" ${doubt}`];
  for (const warning of nameWarnings(columns)) yield ["warning", warning];
  const missing = missingColumns(table, columns);
  if (missing !== null) throw missing;
}

/** What a file tells of itself. */
function describeFacts({ format, facts }: FileHead): readonly string[] {
  if (facts === undefined) return [];
  const { compression, records } = facts;
  const packing = compression === "none" ? "not compressed" : compression;
  return [[titleOf(format), packing, ...(records === null ? [] : [`${formatCount(records)} rows`])].join(", ")];
}

/** With its type, where the file tells it. */
function describeColumn(name: string, property: JsonSchema | undefined): string {
  if (property === undefined) return name;
  const { type, format } = property;
  const types = [type].flat().filter((each) => each !== "null");
  return `${name} (${typeof format === "string" ? format : types.join(" or ")})`;
}

function describeFound({ matching, bytes, skipped }: Survey): string {
  return `${formatCount(matching)} match, ${formatBytes(bytes)}${skipped.size === 0 ? "" : `; passed over: ${passedOver(skipped)}`}`;
}
