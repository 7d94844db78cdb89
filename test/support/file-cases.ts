import { bucketName, configFor } from "./bucket.ts";
import { runTap, type TapRun } from "./run-tap.ts";
import type { Store } from "../../local-aws/store/store.ts";

/** One table with files of its own, and what is to come of them. */
export interface FileCase {
  /** Completes the sentence of the test. */
  readonly name: string;
  /** The text of one file, or several by name, oldest first. */
  readonly files: string | Buffer | Readonly<Record<string, string | Buffer>>;
  /** Settings of the table. */
  readonly table?: Readonly<Record<string, unknown>>;
  /** Without what the tap adds on where they come from. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** The kinds of columns as SCHEMA announces them: the type besides null, or the format; only those named are compared. */
  readonly kinds?: Readonly<Record<string, string>>;
  /** What warnings and errors about the table say, in any order; none when absent. */
  readonly says?: readonly RegExp[];
}

/** What came of one case. */
interface CaseResult {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  /** The rejects, when the table has them. */
  readonly rejects: readonly Readonly<Record<string, unknown>>[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly complaints: readonly string[];
}

export interface CasesRun extends TapRun {
  /** By the name of the case. */
  readonly results: ReadonlyMap<string, CaseResult>;
}

/** Runs the tap once over all cases, each a table of its own. */
export async function runFileCases(store: Store, cases: readonly FileCase[]): Promise<CasesRun> {
  const tables = cases.map(({ files, table }, index) => {
    const named = typeof files === "string" || Buffer.isBuffer(files) ? { "a.csv": files } : files;
    for (const [age, [name, text]] of Object.entries(named).entries()) {
      const lastModified = new Date(Date.UTC(2026, 0, 1 + age));
      store.put(bucketName, `case-${index}/${name}`, text, { lastModified });
    }
    return { table_name: `case_${index}`, search_prefix: `case-${index}/`, search_pattern: ".", ...table };
  });
  const run = await runTap({ config: configFor(store, { tables }) });
  const results = cases.map(({ name }, index) => {
    const stream = `case_${index}`;
    const recordsOf = (id: string): Readonly<Record<string, unknown>>[] =>
      run.messages.flatMap((message) => (message.type === "RECORD" && message.stream === id ? [message.record] : []));
    const schema = run.messages.find((message) => message.type === "SCHEMA" && message.stream === stream);
    const isOfCase = new RegExp(`"${stream}"|case-${index}/|tables\\[${index}\\]`);
    return [
      name,
      {
        records: recordsOf(stream).map(withoutSource),
        rejects: recordsOf(`${stream}_rejects`),
        kinds: schema?.type === "SCHEMA" ? kindsOf(schema.schema.properties) : {},
        complaints: run.complaints.filter((line) => isOfCase.test(line)),
      },
    ] as const;
  });
  return { ...run, results: new Map(results) };
}

function withoutSource(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { _sdc_source_bucket, _sdc_source_file, _sdc_source_lineno, ...rest } = record;
  return rest;
}

function kindsOf(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const { type, format }: { type?: unknown; format?: string } = Object(property);
      return [
        name,
        format ??
          [type]
            .flat()
            .filter((kind) => kind !== "null")
            .join(" or "),
      ];
    }),
  );
}

/** A CSV file whose fields are all quoted. */
export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")).join("\n");
}
