import { formatNames } from "../format/formats.ts";
import { valueKinds } from "../schema/column-type.ts";
import { dialectSettings } from "./dialect-settings.ts";
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
  path_columns: {
    type: ["string", "array", "null"],
    items: { type: "string", minLength: 1 },
    description:
      '`hive`: folders such as `dt=2024-01-01/` become columns. A list: the named groups of `search_pattern` that do, such as `["year"]` beside `(?P<year>[0-9]{4})`. They are text unless `columns` says otherwise, and may be keys.',
    examples: ["hive"],
  },
  ...dialectSettings,
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
  replace: {
    type: ["boolean", "null"],
    default: false,
    description:
      "The newest matching file is the whole table, and older ones are not read: each new version of it is sent whole, with a `version`, and an ACTIVATE_VERSION behind it tells the target to drop all other rows.",
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
  "path_columns",
  "dialect",
  "delimiter",
  "quote",
  "escape",
  "comment",
  "skip_lines",
  "skip_footer_lines",
  "row_delimiter",
  "trim",
  "encoding",
  "header",
  "null_values_quoted",
  "reject_stream",
  "on_archived",
] as const satisfies readonly Key[];

type Key = keyof typeof tableSettings;
