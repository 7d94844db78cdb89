import { formatNames } from "../format/formats.ts";
import { valueKinds } from "../schema/column-type.ts";
import type { Settings } from "./setting.ts";

/** The keys of one element of `tables`. Each is a field of `Table`, unless it is named below. */
export const tableSettings = {
  table_name: {
    type: ["string"],
    minLength: 1,
    description: "The name of the stream.",
    examples: ["orders"],
  },
  search_pattern: {
    type: ["string"],
    description:
      "A regular expression in Python's flavour, searched anywhere in the whole key. A plain file name works; a leading `/` means the root of the bucket.",
    examples: ["orders-.*\\.csv$"],
  },
  exclude_pattern: {
    type: ["string", "null"],
    description: "Keys that match this expression are left out.",
    examples: ["/_temporary/"],
  },
  search_prefix: {
    type: ["string", "null"],
    description: "Only keys that begin with this text are listed. No expression; one leading `/` is dropped.",
    examples: ["exports/orders/"],
  },
  key_properties: {
    type: ["array", "string", "null"],
    items: { type: "string", minLength: 1 },
    default: [],
    description:
      "The columns of the primary key, as a list or comma-separated. Without it the table is append-only. `_sdc_source_file` and `_sdc_source_lineno` may be named.",
    examples: [["id"]],
  },
  date_overrides: {
    type: ["array", "string", "null"],
    items: { type: "string", minLength: 1 },
    default: [],
    description: "Columns to deliver as date-time, as a list or comma-separated.",
    examples: [["created_at"]],
  },
  date_format: {
    type: ["string", "null"],
    description: "How dates are written. Without it: ISO 8601 and the common forms that have one meaning.",
    examples: ["DD/MM/YYYY"],
  },
  decimal: {
    type: ["string", "null"],
    minLength: 1,
    default: ".",
    description: "The character before the decimals of a number.",
    examples: [","],
  },
  thousands: {
    type: ["string", "null"],
    minLength: 1,
    description:
      "The character between groups of three digits of a number, before its decimals. Without it there is none, and `1,234` is not a number; a space also stands for those that do not break.",
    examples: ["."],
  },
  schema_inference: {
    type: ["string", "null"],
    enum: ["headers", "sample", "compatible", null],
    default: "headers",
    description:
      "`headers`: every column is text, but for `date_overrides` and `columns`. `sample`: types come from sampled rows. `compatible`: exactly the catalog of singer-io/tap-s3-csv.",
  },
  columns: {
    type: ["object", "null"],
    additionalProperties: {
      type: "string",
      enum: valueKinds,
    },
    description:
      'The types of single columns, such as `{"amount": "number"}`, whatever was inferred: `string`, `integer`, `number`, `decimal`, `boolean`, `date`, `date-time` or `json`: objects or arrays, whichever sampled rows hold, or JSON text where they hold both or neither.',
  },
  dialect: {
    type: ["string", "null"],
    enum: ["fixed", "auto", null],
    default: "fixed",
    description:
      "`fixed`: files are written as the settings say. `auto`: discovery looks at the newest files, finds `delimiter`, `quote`, `escape`, `comment`, `encoding`, `header` and `skip_lines` as far as they are not set, and writes them into the catalog, for a sync to use; a sync without them looks first.",
  },
  delimiter: {
    type: ["string", "null"],
    minLength: 1,
    description:
      "What separates fields: one or more characters, or `tab`, `comma`, `semicolon`, `pipe`, `space`. Without it: a tab in .tsv files, a comma elsewhere.",
    examples: [";"],
  },
  quote: {
    type: ["string", "null"],
    default: '"',
    description: "What encloses a field: one or more characters, or an empty text for none.",
    examples: ["'"],
  },
  escape: {
    type: ["string", "null"],
    description:
      "The character that makes a quote part of a field, such as a backslash. Without it, a quote is doubled; an empty text means none.",
    examples: ["\\"],
  },
  comment: {
    type: ["string", "null"],
    default: "",
    description: "Lines that begin with this text are not rows.",
    examples: ["#"],
  },
  encoding: {
    type: ["string", "null"],
    default: "utf-8",
    description: "The encoding of the files, as a WHATWG label. A byte order mark always wins.",
    examples: ["windows-1252"],
  },
  encoding_errors: {
    type: ["string", "null"],
    enum: ["fail", "replace", null],
    default: "fail",
    description:
      "What to do with bytes that are not valid in the encoding: `fail` stops the file and names the byte; `replace` puts U+FFFD, the replacement character, in their place.",
  },
  header: {
    type: ["boolean", "array", "null"],
    items: { type: "string", minLength: 1 },
    minItems: 1,
    uniqueItems: true,
    default: true,
    description:
      "`true`: the first row names the columns. `false`: they are `column_1`, `column_2` and so on. A list: these are the names, and the files have no header row.",
  },
  skip_lines: {
    type: ["integer", "null"],
    default: 0,
    minimum: 0,
    description: "How many lines stand above the header.",
  },
  null_values: {
    type: ["array", "null"],
    items: { type: "string" },
    default: [],
    description: "Texts that become null.",
    examples: [["", "NULL"]],
  },
  null_values_quoted: {
    type: ["boolean", "null"],
    default: true,
    description:
      "`false`: a quoted field is never null, as in PostgreSQL's COPY, so that an empty field and an empty text can be told apart.",
  },
  on_mismatch: {
    type: ["string", "null"],
    enum: ["extra", "fail", null],
    default: "extra",
    description:
      "What to do with a value that does not fit its type: `extra` makes it null and keeps its text in `_sdc_extra`; `fail` stops the file, also at a row with more or fewer values than the header.",
  },
  reject_stream: {
    type: ["boolean", "null"],
    default: false,
    description:
      "Add a stream `<table_name>_rejects` for what does not fit: a value that is not of its column's type, which then is not in `_sdc_extra`, and a row without a usable key, one with more or fewer values than the header, or a broken line of JSON Lines, which then does not stop the file.",
  },
  on_archived: {
    type: ["string", "null"],
    enum: ["fail", "skip", null],
    description: "For this table, what `on_archived` of the whole config says for all.",
  },
  format: {
    type: ["string", "null"],
    enum: [...formatNames, null],
    description: "Read every matching file as this, whatever its name. Without it, name and content decide.",
  },
} as const satisfies Settings;

/** Keys that are more than a value, and that parse-table.ts reads. */
export const parsedTableSettings = [
  "table_name",
  "search_pattern",
  "exclude_pattern",
  "search_prefix",
  "key_properties",
  "date_overrides",
  "date_format",
  "decimal",
  "thousands",
  "columns",
  "dialect",
  "delimiter",
  "quote",
  "escape",
  "comment",
  "skip_lines",
  "encoding",
  "header",
  "null_values_quoted",
  "reject_stream",
  "on_archived",
] as const satisfies readonly Key[];

type Key = keyof typeof tableSettings;
