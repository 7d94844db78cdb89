import type { Settings } from "./setting.ts";

/** The keys of one element of `tables` that say how the text of its files is written. */
export const dialectSettings = {
  dialect: {
    type: ["string", "null"],
    enum: ["fixed", "auto", null],
    default: "fixed",
    description:
      "`fixed`: files are written as the settings say. `auto`: discovery looks at the newest files, finds how they are written (`delimiter` and the settings below it, but for null markers) as far as that is not set, and writes them into the catalog, for a sync to use; a sync without them looks first.",
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
  skip_footer_lines: {
    type: ["integer", "null"],
    default: 0,
    minimum: 0,
    description: "How many lines stand below the last row, such as totals. Blank ones at the very end do not count.",
  },
  row_delimiter: {
    type: ["string", "null"],
    minLength: 1,
    description:
      "What ends a row: one or more characters. Without it LF, CRLF and CR do; with it they are text, but for one at the very end.",
    examples: ["\u001e"],
  },
  trim: {
    type: ["boolean", "null"],
    default: false,
    description:
      'Blanks and tabs around fields are dropped, also those between a delimiter and a quote, as in `a, "x, y"`. What is in quotes stays.',
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
} as const satisfies Settings;
