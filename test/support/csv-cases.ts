/* oxlint-disable max-lines -- a table, one entry a case */
import type { Dialect } from "../../src/format/dialect.ts";

/** What both readers make of a text. */
export interface CsvCase {
  readonly name: string;
  readonly dialect?: Partial<Dialect>;
  readonly text: string;
  readonly rows: readonly (readonly string[])[];
  /** Part of the message of the failure behind the rows. */
  readonly error?: string;
  /** Bytes up to the end of the last row, where that is not the whole text. */
  readonly end?: number;
  /** Where csv-parse cannot be made to follow: what it makes of the text, and why. */
  readonly parsed?: { readonly rows: readonly (readonly string[])[]; readonly why: string };
}

export const defaultDialect: Dialect = {
  delimiter: ",",
  quote: '"',
  escape: '"',
  comment: "",
  skipLines: 0,
  maxRecordSize: 1 << 26,
};

const backslash = { escape: "\\" };
const unquoted = { quote: "", escape: "" };

const afterQuote =
  "csv-parse keeps the quotes of a field with text behind the closing quote; it cannot be told to drop them";
const escapeInQuotes = "csv-parse takes an escape only inside quotes";
const noDoubling = "csv-parse does not take doubled quotes where the escape is another character";

export const csvCases: readonly CsvCase[] = [
  { name: "nothing", text: "", rows: [] },
  { name: "one field", text: "a", rows: [["a"]] },
  { name: "one field and a line end", text: "a\n", rows: [["a"]] },
  { name: "only line ends", text: "\n\r\n\r\r\n", rows: [], end: 0 },
  { name: "only spaces", text: "  \n", rows: [["  "]] },
  { name: "only a delimiter", text: ",", rows: [["", ""]] },
  {
    name: "only delimiters",
    text: ",\n,,\n",
    rows: [
      ["", ""],
      ["", "", ""],
    ],
  },
  {
    name: "a delimiter at the end of a row",
    text: "a,\nb,\n",
    rows: [
      ["a", ""],
      ["b", ""],
    ],
  },
  { name: "ragged rows", text: "a,b\n1\n1,2,3\n", rows: [["a", "b"], ["1"], ["1", "2", "3"]] },
  {
    name: "LF",
    text: "a,b\n1,2\n",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "CR LF",
    text: "a,b\r\n1,2\r\n",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "lone CR",
    text: "a,b\r1,2\r",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  { name: "mixed line ends", text: "a\nb\r\nc\rd", rows: [["a"], ["b"], ["c"], ["d"]] },
  { name: "LF CR", text: "a\n\rb\n\r", rows: [["a"], ["b"]], end: 5 },
  { name: "CR CR LF", text: "a\r\r\nb", rows: [["a"], ["b"]] },
  { name: "CR at the very end", text: "a\r", rows: [["a"]] },
  {
    name: "no line end at the very end",
    text: "a,b\r\n1,2",
    rows: [
      ["a", "b"],
      ["1", "2"],
    ],
  },
  {
    name: "blank lines at the beginning, between and at the end",
    text: "\n\na\n\r\n\nb\n\n",
    rows: [["a"], ["b"]],
    end: 9,
  },
  {
    name: "line separators of Unicode, which are text",
    text: "a\u2028b,c\u2029\u0085\n",
    rows: [["a\u2028b", "c\u2029\u0085"]],
  },
  { name: "vertical tab and form feed, which are text", text: "a\vb,\f\n", rows: [["a\vb", "\f"]] },
  { name: "NUL, which is text", text: "a\0,\0\n", rows: [["a\0", "\0"]] },
  { name: "characters of two, three and four bytes", text: "é,ʤ,€,𝒳\n", rows: [["é", "ʤ", "€", "𝒳"]] },
  { name: "a zero width no-break space inside, which is text", text: "a,\ufeffb\n", rows: [["a", "\ufeffb"]] },
  { name: "spaces, which are kept", text: " a , b \n", rows: [[" a ", " b "]] },

  { name: "a quoted field", text: '"a","b"\n', rows: [["a", "b"]] },
  { name: "an empty quoted field", text: '"",a\n', rows: [["", "a"]] },
  { name: "a line that holds only an empty quoted field", text: 'a\n""\nb\n', rows: [["a"], [""], ["b"]] },
  { name: "an empty quoted field at the very end", text: 'a\n""', rows: [["a"], [""]] },
  { name: "a delimiter in quotes", text: '"a,b",c\n', rows: [["a,b", "c"]] },
  { name: "line ends in quotes", text: '"a\nb\r\nc\rd",e\n', rows: [["a\nb\r\nc\rd", "e"]] },
  { name: "blank lines in quotes", text: '"\n\n"\n', rows: [["\n\n"]] },
  { name: "doubled quotes", text: '"a""b","""c""","""",""""""\n', rows: [['a"b', '"c"', '"', '""']] },
  { name: "doubled quotes beside delimiters in quotes", text: '"a"",""b"\n', rows: [['a","b']] },
  { name: "a quoted field at the very end", text: 'a,"b"', rows: [["a", "b"]] },
  { name: "quotes inside an unquoted field, which are text", text: 'a"b,c""d,e"\n', rows: [['a"b', 'c""d', 'e"']] },
  { name: "a quote behind a space, which is text", text: ' "x, y"\n', rows: [[' "x', ' y"']] },
  {
    name: "text behind a closing quote, which is appended",
    text: '"a"b,"c" \n',
    rows: [["ab", "c "]],
    parsed: { rows: [['"a"b', '"c" ']], why: afterQuote },
  },
  {
    name: "quotes behind a closing quote and text, which are text",
    text: '"a"b"c",d\n',
    rows: [['ab"c"', "d"]],
    parsed: { rows: [['"a"b"c"', "d"]], why: afterQuote },
  },
  {
    name: "a quoted field that closes before a lone quote",
    text: '"a" "b"\n',
    rows: [['a "b"']],
    parsed: { rows: [['"a" "b"']], why: afterQuote },
  },
  {
    name: "a quote that never closes",
    text: 'a\n"b,c\nd',
    rows: [["a"]],
    error: "line 2 opens a quote that never closes",
  },
  { name: "a quote as the last byte", text: 'a\nb,"', rows: [["a"]], error: "line 2 opens a quote that never closes" },
  {
    name: "a doubled quote as the last bytes",
    text: '"a""',
    rows: [],
    error: "line 1 opens a quote that never closes",
  },

  { name: "semicolons", dialect: { delimiter: ";" }, text: "a;b,c\n", rows: [["a", "b,c"]] },
  {
    name: "tabs",
    dialect: { delimiter: "\t" },
    text: 'a\tb\n\t\n"\t"\tc\n',
    rows: [
      ["a", "b"],
      ["", ""],
      ["\t", "c"],
    ],
  },
  { name: "bars", dialect: { delimiter: "|" }, text: "a|b\n", rows: [["a", "b"]] },
  {
    name: "spaces as delimiter",
    dialect: { delimiter: " " },
    text: "a  b\n \n",
    rows: [
      ["a", "", "b"],
      ["", ""],
    ],
  },
  { name: "unit separators", dialect: { delimiter: "\x1f" }, text: "a\x1fb\n", rows: [["a", "b"]] },
  { name: "single quotes", dialect: { quote: "'", escape: "'" }, text: "'a,''b',\"c\n", rows: [["a,'b", '"c']] },
  { name: "no quotes", dialect: unquoted, text: '"a,b"\n"\n', rows: [['"a', 'b"'], ['"']] },

  { name: "an escaped quote", dialect: backslash, text: '"a\\"b",c\n', rows: [['a"b', "c"]] },
  { name: "an escaped escape", dialect: backslash, text: '"a\\\\",b\n', rows: [["a\\", "b"]] },
  {
    name: "an escape before an ordinary letter, which is dropped",
    dialect: backslash,
    text: '"a\\nb"\n',
    rows: [["anb"]],
  },
  { name: "an escaped character of two bytes", dialect: backslash, text: '"\\é"\n', rows: [["é"]] },
  {
    name: "an escape that ends an open quote",
    dialect: backslash,
    text: '"a\\',
    rows: [],
    error: "line 1 opens a quote",
  },
  { name: "an escaped closing quote", dialect: backslash, text: '"a\\"', rows: [], error: "line 1 opens a quote" },
  {
    name: "doubled quotes beside another escape",
    dialect: backslash,
    text: '"a""b"\n',
    rows: [['a"b']],
    parsed: { rows: [['"a""b"']], why: noDoubling },
  },
  {
    name: "escapes outside quotes",
    dialect: backslash,
    text: 'a\\,b,\\\nc,\\"d,\\\\\n',
    rows: [["a,b", "\nc", '"d', "\\"]],
    parsed: {
      rows: [
        ["a\\", "b", "\\"],
        ["c", '\\"d', "\\\\"],
      ],
      why: escapeInQuotes,
    },
  },
  {
    name: "an escaped CR, behind which LF ends the row",
    dialect: backslash,
    text: "a\\\r\nb\n",
    rows: [["a\r"], ["b"]],
    parsed: { rows: [["a\\"], ["b"]], why: escapeInQuotes },
  },
  {
    name: "an escape behind a closing quote, which is text",
    dialect: backslash,
    text: '"a"\\,b\n',
    rows: [["a\\", "b"]],
    parsed: { rows: [['"a"\\', "b"]], why: afterQuote },
  },
  { name: "an escape as the last byte, which is text", dialect: backslash, text: "a,b\\", rows: [["a", "b\\"]] },
  {
    name: "escapes without quotes",
    dialect: { quote: "", escape: "\\" },
    text: 'a\\,"b\n',
    rows: [['a,"b']],
    parsed: { rows: [["a\\", '"b']], why: escapeInQuotes },
  },
  { name: "quotes without an escape", dialect: { escape: "" }, text: '"a,b","\\"\n', rows: [["a,b", "\\"]] },
  {
    name: "doubled quotes without an escape, of which the first closes",
    dialect: { escape: "" },
    text: '"a""b",c\n',
    rows: [['a"b"', "c"]],
    parsed: { rows: [['"a""b"', "c"]], why: afterQuote },
  },

  { name: "comments", dialect: { comment: "#" }, text: '#a"\na,#b\n # c\n#', rows: [["a", "#b"], [" # c"]], end: 14 },
  {
    name: "comments in quotes, which are text",
    dialect: { comment: "#" },
    text: '"\n#a"\n"#b"\n',
    rows: [["\n#a"], ["#b"]],
  },
  {
    name: "comments that begin with two characters",
    dialect: { comment: "//" },
    text: "//a\r\n/b\n/\n//",
    rows: [["/b"], ["/"]],
    end: 10,
  },
  {
    name: "comments that begin with a character of two bytes",
    dialect: { comment: "§" },
    text: "§a\rb\n",
    rows: [["b"]],
  },
  {
    name: "a comment sign behind an empty quoted field",
    dialect: { comment: "#" },
    text: '""#b,c\n',
    rows: [["#b", "c"]],
    parsed: { rows: [[""]], why: "csv-parse takes what follows for a comment" },
  },

  { name: "skipped lines", dialect: { skipLines: 2 }, text: 'x "y\n\na,b\n', rows: [["a", "b"]] },
  { name: "skipped lines of every kind", dialect: { skipLines: 3 }, text: "1\r2\r\n3\na\n", rows: [["a"]] },
  { name: "a skipped line that ends in a lone CR", dialect: { skipLines: 1 }, text: "1\ra\r", rows: [["a"]] },
  { name: "more skipped lines than there are", dialect: { skipLines: 5 }, text: "a\nb\n", rows: [], end: 0 },
  { name: "blank lines behind the skipped ones", dialect: { skipLines: 1 }, text: "x\n\r\n\na\n", rows: [["a"]] },

  {
    name: "a record of the largest size",
    dialect: { maxRecordSize: 5 },
    text: "ab,cd\r\nabcde\rabcde",
    rows: [["ab", "cd"], ["abcde"], ["abcde"]],
  },
  {
    name: "a record over the largest size",
    dialect: { maxRecordSize: 5 },
    text: "abc\nabcdefgh\nabc\n",
    rows: [["abc"]],
    error: 'line 2 is larger than 5 bytes; look for a quote that never closes, or raise "max_record_size"',
  },

  {
    name: "a delimiter of two bars",
    dialect: { delimiter: "||" },
    text: 'a||b|c|||d\n"||"||\n',
    rows: [
      ["a", "b|c", "|d"],
      ["||", ""],
    ],
  },
  { name: "a delimiter of two bytes", dialect: { delimiter: "§" }, text: "a§é§\r\nb\n", rows: [["a", "é", ""], ["b"]] },
  { name: "a delimiter of three characters", dialect: { delimiter: "~|~" }, text: "a~|~b~|c\r", rows: [["a", "b~|c"]] },
  { name: "a quote of two bytes", dialect: { quote: "þ", escape: "þ" }, text: "þa,þþþ,b\n", rows: [["a,þ", "b"]] },
  {
    name: "an open quote of two bytes",
    dialect: { quote: "þ", escape: "þ" },
    text: "a\nþb",
    rows: [["a"]],
    error: "line 2 opens a quote",
  },
  {
    name: "doubled quotes of two equal characters",
    dialect: { quote: "''", escape: "''" },
    text: "''a''''b''\n'''''''',c\n",
    rows: [["a''b"], ["''", "c"]],
    parsed: {
      rows: [["a''b"], ["'''''", "c"]],
      why: "csv-parse takes only the first byte behind an escape for escaped",
    },
  },
];
