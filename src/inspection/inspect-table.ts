import type { Table } from "../config/config.ts";
import { TapError } from "../errors.ts";
import { estimateRows } from "../files/estimate-rows.ts";
import type { DiscoveredStream } from "../singer/catalog.ts";
import { nameWarnings } from "../table/name-warnings.ts";
import { countOf } from "../wording/count-of.ts";
import { quoted } from "../wording/quoted.ts";
import { describeDialect, describeFormats, reportedColumns, sampledRows } from "./describe-heads.ts";
import { headerKinds, tellHeaderKinds } from "./header-kinds.ts";
import { type ListedTable, listTable } from "./listed-table.ts";
import { type Look, lookAtSample, looked } from "./look-at-sample.ts";
import { nearestKeys } from "./nearest-keys.ts";
import type { FilteredTable, Inspection } from "./inspection.ts";
import { tellCandidates } from "./tell-candidates.ts";
import type { TableFinding, TableReport, UntakenKeys } from "./table-report.ts";
import { tellListing, tellSniffed } from "./tell-listing.ts";
import { failsSync, tellReads } from "./tell-reads.ts";

/** Looks at one table as a discovery and a sync of a sample of its files would. Every TapError becomes part of the report. */
export async function inspectTable(
  filtered: FilteredTable,
  all: readonly FilteredTable[],
  inspection: Inspection,
): Promise<TableReport> {
  const { table } = filtered;
  let listed: ListedTable | null = null;
  try {
    listed = await listTable(filtered, all, inspection);
    const look = await lookAtSample(table, listed, inspection);
    return { ...ofListing(table.name, listed), ...ofLook(table, listed, look, inspection) };
  } catch (error) {
    if (!(error instanceof TapError)) throw error;
    const findings = [problem(error), ...(await adviceOn(error, filtered, inspection))];
    return { ...ofListing(table.name, listed), findings, undiscovered: error };
  }
}

/** A report of a table of which no file was looked at. */
function ofListing(table: string, listed: ListedTable | null): TableReport {
  return {
    table,
    matching: listed?.survey.matching ?? 0,
    readable: listed?.readable ?? 0,
    lookedAt: 0,
    bytes: listed?.survey.bytes ?? 0,
    skipped: listed?.survey.skipped ?? new Map(),
    newest: listed?.survey.newest ?? null,
    formats: [],
    headers: [],
    columns: [],
    estimatedRows: null,
    rows: [],
    findings: listed === null ? [] : tellListing(listed),
    untaken: untakenOf(listed),
    undiscovered: null,
    failures: [],
  };
}

function untakenOf(listed: ListedTable | null): UntakenKeys {
  if (listed === null) return { count: 0, examples: [], isComplete: false };
  const { untaken, examples, isComplete } = listed.others;
  return { count: untaken, examples, isComplete };
}

function ofLook(table: Table, listed: ListedTable, look: Look, { config, rows }: Inspection): Partial<TableReport> {
  const { heads, reads, sniffed, stream, path } = look;
  const newest = listed.survey.newest;
  const ofNewest = heads.filter(({ key }) => key === newest?.key).map(({ head }) => head);
  const headers = headerKinds(heads);
  const allHeads = heads.map(({ head }) => head);
  const columns = reportedColumns(allHeads, path, stream);
  // Of what is first to be read otherwise, nothing more can be told.
  const isAsMeant = sniffed.length === 0 && headers.length < 2;
  // Each first row is of other values, and none is a header.
  const isNameless = sniffed.some(({ code }) => code === "no-header");
  const doubtful = heads.filter(({ head }) => head.doubt !== null);
  // The listing tells of all of them, also of those that are not in the sample.
  const archived = listed.archived.size === 0 ? [] : reads.filter(({ failure }) => failure?.kind === "archived");
  const others = reads.filter((read) => !archived.includes(read));
  const failsByArchived = archived.some(({ failure }) => failure !== null && failsSync(failure, config.onBadFile));
  return {
    lookedAt: listed.sample.length,
    formats: [...describeFormats(ofNewest), ...describeDialect(stream)],
    headers,
    columns,
    estimatedRows: newest === null ? null : estimateRows(newest, ofNewest, listed.survey.bytes, looked),
    rows: sampledRows(ofNewest, columns, rows, table.pathColumns?.(newest?.key ?? "") ?? new Map()),
    findings: [
      ...tellListing(listed, failsByArchived ? "problem" : "warning"),
      ...tellReads(others, config.onBadFile),
      ...tellDates(stream),
      ...(isNameless ? [] : tellHeaderKinds(headers, countOf(heads.length, "file"))),
      ...tellSniffed(sniffed, heads.length),
      ...doubtful
        .slice(0, 1)
        .map(({ head }) =>
          warning(
            "doubtful-header",
            `The header of ${quoted([head.file])} ${head.doubt ?? ""}${doubtful.length === 1 ? "" : `, and so have ${doubtful.length - 1} more`}`,
          ),
        ),
      ...nameWarnings(columns.map(({ name }) => name)).map((message) => warning("names", message)),
      ...(isAsMeant ? tellCandidates(table, allHeads, columns) : []),
    ],
    failures: reads.flatMap(({ failure }) =>
      failure !== null && failsSync(failure, config.onBadFile) ? [failure] : [],
    ),
  };
}

/** A file whose dates do not show their order follows those that do only where the config says so. */
function tellDates({ dates: { orders, format } }: DiscoveredStream): readonly TableFinding[] {
  if (format === null) return [];
  const message = `dates in columns ${quoted([...orders.keys()])} have the day first`;
  return [{ code: "date-format", severity: "warning", message, settings: { date_format: format } }];
}

async function adviceOn(
  error: TapError,
  { table }: FilteredTable,
  { config, store }: Inspection,
): Promise<readonly TableFinding[]> {
  if (error.kind !== "no-files") return [];
  return nearestKeys(table, config.connection.bucket, store);
}

function problem({ message }: TapError): TableFinding {
  return { code: "failure", severity: "problem", message, settings: {} };
}

function warning(code: TableFinding["code"], message: string): TableFinding {
  return { code, severity: "warning", message, settings: {} };
}
