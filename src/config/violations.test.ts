import { expect, test } from "vitest";
import { TapError } from "../errors.ts";
import { formatNames } from "../format/formats.ts";
import { quoted } from "../wording/quoted.ts";
import { parseConfig } from "./parse-config.ts";

const table = { table_name: "orders", search_pattern: "orders\\.csv" };
const valid = { bucket: "my-bucket", tables: [table] };
const role = { account_id: "123456789012", role_name: "reader" };
const base64Key = Buffer.alloc(32, 7).toString("base64");

test.each([
  [{ bucket: undefined }, 'bucket: is missing; for example "my-bucket"'],
  [{ bucket: null }, 'bucket: is missing; for example "my-bucket"'],
  [{ bucket: "" }, 'bucket: is empty; for example "my-bucket"'],
  [{ bucket: 5 }, 'bucket: is a number; must be a string; for example "my-bucket"'],
  [
    { bucket: "s3://b/in" },
    'bucket: must be the bare name of the bucket; enter "b", and put "in" into search_prefix, or --prefix of --propose',
  ],
  [{ tables: undefined }, "tables: is missing; --propose finds the tables of a bucket"],
  [{ tables: "" }, "tables: is missing; --propose finds the tables of a bucket"],
  [{ tables: [] }, "tables: is empty; --propose finds the tables of a bucket"],
  [
    { tables: "- table_name: orders\n  search_pattern: x\n" },
    'tables: is not JSON; as a string it must be a JSON array, as in [{"table_name": "orders", "search_pattern": "\\\\.csv$"}]; ' +
      "YAML is read from config files only, as in --config config.yml",
  ],
  [{ tables: {} }, "tables: is an object; must be an array of tables, or the same as a JSON string"],
  [{ tables: '"orders"' }, "tables: is a string; must be an array of tables, or the same as a JSON string"],
  [{ tables: "[\n{]" }, "tables: is not valid JSON: line 2, column 2: expected a name in double quotes"],
  [{ tables: ["orders"] }, 'tables[0]: is a string; must be an object with "table_name" and "search_pattern"'],
  [
    { start_date: "soon" },
    'start_date: "soon" is not a date; write for example "2024-01-31T00:00:00Z" or "2024-01-31"',
  ],
  [{ start_date: 2024 }, 'start_date: is a number; must be a string; for example "2024-01-31T00:00:00Z"'],
  [{ account_id: "123456789012" }, "role_name: is missing, and account_id is given; they go together"],
  [{ role_name: "reader" }, "account_id: is missing, and role_name is given; they go together"],
  [
    { ...role, account_id: "12345" },
    'account_id: must be the 12 digits of an AWS account, for example "123456789012"; put it in quotes, so that leading zeros are kept',
  ],
  [
    { ...role, account_id: "my-account" },
    'account_id: must be the 12 digits of an AWS account, for example "123456789012"',
  ],
  [
    { ...role, role_name: "arn:aws:iam::1:role/x" },
    'role_name: must be the name of a role, for example "tap-s3-csv"; put an ARN into role_arn',
  ],
  [
    { role_arn: "reader" },
    'role_arn: must be the ARN of a role, for example "arn:aws:iam::123456789012:role/tap-s3-csv"',
  ],
  [
    { ...role, role_arn: "arn:aws:iam::123456789012:role/x" },
    "role_arn: is given together with account_id or role_name; leave one of the two out",
  ],
  [{ external_id: "agreed" }, "external_id: needs a role to go with; add account_id and role_name, or role_arn"],
  [{ ...role, external_id: "a b" }, "external_id: must be 2 to 1224 letters, digits or any of + = , . @ : / - _"],
  [{ ...role, proxy_role_name: "p" }, "proxy_account_id: is missing, and proxy_role_name is given; they go together"],
  [
    { ...role, proxy_account_id: "123456789012" },
    "proxy_role_name: is missing, and proxy_account_id is given; they go together",
  ],
  [
    { proxy_account_id: "123456789012", proxy_role_name: "p" },
    "proxy_role_name: needs the role that comes after it; add account_id and role_name, or role_arn",
  ],
  [
    { aws_access_key_id: "AKIA" },
    "aws_secret_access_key: is missing, and aws_access_key_id is given; they go together",
  ],
  [
    { aws_secret_access_key: "s" },
    "aws_access_key_id: is missing, and aws_secret_access_key is given; they go together",
  ],
  [{ aws_secret_access_key: ["s"], aws_access_key_id: "AKIA" }, "aws_secret_access_key: is an array; must be a string"],
  [
    { aws_session_token: "t" },
    "aws_session_token: needs aws_access_key_id and aws_secret_access_key, which are missing",
  ],
  [
    { aws_access_key_id: "AKIA\nX", aws_secret_access_key: "s" },
    "aws_access_key_id: holds a line break in its middle; it must be one line",
  ],
  [
    { aws_access_key_id: "AKIA", aws_secret_access_key: "s\u00fc" },
    "aws_secret_access_key: holds a blank or a character that no key has; copy it again",
  ],
  [
    { aws_region: "eu west 1" },
    'aws_region: must be the name of a region, of letters, digits and hyphens, for example "eu-central-1"',
  ],
  [{ aws_profile: 1 }, 'aws_profile: is a number; must be a string; for example "analytics"'],
  [{ aws_region: 1 }, 'aws_region: is a number; must be a string; for example "eu-central-1"'],
  [{ anonymous: "perhaps" }, "anonymous: is a string; must be true or false"],
  [{ anonymous: true, aws_profile: "p" }, "anonymous: is true, but credentials are given too; leave one of them out"],
  [{ anonymous: true, ...role }, "anonymous: is true, but a role to assume is given too; a role needs credentials"],
  [
    { aws_endpoint_url: "localhost:9000" },
    'aws_endpoint_url: must be a URL with https or http, for example "https://localhost:9000"',
  ],
  [
    { aws_endpoint_url: "http://minio:9000" },
    "aws_endpoint_url: is plain http to another machine, which shows data and signatures to the network; use https, or set allow_http to true",
  ],
  [{ path_style: 1 }, "path_style: is a number; must be true or false"],
  [
    { bucket: "arn:aws:s3:eu-west-1:123456789012:accesspoint/a", path_style: true },
    "path_style: is true, which an access point does not allow; leave it out",
  ],
  [{ allow_http: [] }, "allow_http: is an array; must be true or false"],
  [{ bucket_owner_id: "me" }, 'bucket_owner_id: must be the 12 digits of an AWS account, for example "123456789012"'],
  [{ requester_pays: {} }, "requester_pays: is an object; must be true or false"],
  [{ sse_customer_key: "c2hvcnQ=" }, "sse_customer_key: must be 32 bytes in base64, which are 44 characters"],
  [{ sse_customer_key: `${base64Key}!` }, "sse_customer_key: must be 32 bytes in base64, which are 44 characters"],
  [{ request_timeout: "abc" }, "request_timeout: must be a number of seconds from 0 to 2147483, for example 300"],
  [{ request_timeout: 1e9 }, "request_timeout: must be a number of seconds from 0 to 2147483, for example 300"],
  [{ request_timeout: -1 }, "request_timeout: is -1; must be 0 or more"],
  [{ max_retries: 1.5 }, "max_retries: is a number; must be an integer"],
  [
    { lookback: "a while" },
    'lookback: must be a duration such as "24h", "7d" or "30m", a number of seconds, or "unlimited"',
  ],
  [{ lookback: -1 }, 'lookback: is -1; must be 0 or more; for example "7d"'],
  [{ detect_multipart: "maybe" }, "detect_multipart: is a string; must be true or false"],
  [{ seen_limit: 0 }, "seen_limit: is 0; must be 1 or more"],
  [{ checkpoint_records: -5 }, "checkpoint_records: is -5; must be 0 or more"],
  [{ on_no_files: "wran" }, 'on_no_files: is "wran"; must be one of "fail", "warn"; did you mean "warn"?'],
  [{ on_bad_file: true }, "on_bad_file: is true; must be a string"],
  [
    { max_record_size: "huge" },
    'max_record_size: must be a size from 1 byte to 1 GiB, for example "64MiB" or 67108864',
  ],
  [
    { max_record_size: "2 GiB" },
    'max_record_size: must be a size from 1 byte to 1 GiB, for example "64MiB" or 67108864',
  ],
  [{ max_expansion: 0 }, "max_expansion: is 0; must be 1 or more"],
  [{ time_extracted: 3 }, "time_extracted: is a number; must be true or false"],
  [{ warning_if_no_files: "perhaps" }, "warning_if_no_files: is a string; must be true or false"],
  [{ set_empty_values_null: "perhaps" }, "set_empty_values_null: is a string; must be true or false"],
])("%j is refused", (settings, line) => {
  expect(linesOf([{ ...valid, ...settings }])).toEqual([line]);
});

test.each([
  [{ table_name: undefined }, 'table_name: is missing; for example "orders"'],
  [{ table_name: "" }, 'table_name: is empty; for example "orders"'],
  [{ search_pattern: undefined }, 'search_pattern: is missing; for example "orders-.*\\\\.csv$"'],
  [{ exclude_pattern: 1 }, 'exclude_pattern: is a number; must be a string; for example "/_temporary/"'],
  [{ search_prefix: 1 }, 'search_prefix: is a number; must be a string; for example "exports/orders/"'],
  [{ key_properties: 1 }, 'key_properties: is a number; must be an array or a string; for example ["id"]'],
  [{ key_properties: ["id", 5] }, "key_properties[1]: is a number; must be a string"],
  [{ key_properties: "x", header: ["id"] }, 'key_properties: names "x", which is not in header'],
  [{ date_overrides: [""] }, "date_overrides[0]: is empty"],
  [
    { key_properties: "_sdc_extra" },
    'key_properties: names "_sdc_extra", which most records do not have; choose other columns',
  ],
  [
    { date_overrides: "_sdc_source_file" },
    'date_overrides: names "_sdc_source_file", a column that the tap adds, whose type is fixed; leave it out',
  ],
  [
    { columns: { _sdc_source_lineno: "string" } },
    'columns: names "_sdc_source_lineno", a column that the tap adds, whose type is fixed; leave it out',
  ],
  [{ columns: { ID: "integer" }, header: ["id"] }, 'columns: names "ID", which is not in header'],
  [{ date_overrides: "_sdc_at", header: ["id"] }, 'date_overrides: names "_sdc_at", which is not in header'],
  [
    { search_pattern: "a(" },
    'search_pattern: "a(" is not a valid pattern: missing ), unterminated subpattern at position 1; write "\\(" if the bracket itself is meant',
  ],
  [
    { exclude_pattern: "*" },
    'exclude_pattern: "*" is not a valid pattern: nothing to repeat at position 0; write ".*" if any text is meant',
  ],
  [{ date_format: 1 }, 'date_format: is a number; must be a string; for example "DD/MM/YYYY"'],
  [{ schema_inference: "auto" }, 'schema_inference: is "auto"; must be one of "headers", "sample", "compatible"'],
  [{ columns: ["id"] }, "columns: is an array; must be an object"],
  [
    { columns: { "a.b/c": "int" } },
    'columns.a.b/c: is "int"; must be one of "string", "integer", "number", "decimal", "boolean", "date", "date-time", "json"',
  ],
  [{ delimiter: "" }, 'delimiter: is empty; for example ";"'],
  [{ delimiter: "\n" }, "delimiter: must not hold the end of a line"],
  [{ delimiter: '"', escape: "\\" }, "delimiter: must differ from quote"],
  [
    { delimiter: "detect" },
    "delimiter: is not detected; enter what separates the fields, or leave it out for a comma, and a tab in .tsv files",
  ],
  [{ quote: 1 }, 'quote: is a number; must be a string; for example "\'"'],
  [{ escape: "\\\\" }, 'escape: must be one character, such as "\\"'],
  [{ escape: ",", delimiter: "," }, "escape: must differ from delimiter"],
  [{ escape: "\\", quote: "\\", delimiter: "\\" }, "delimiter: must differ from quote"],
  [{ escape: "'", quote: '"', delimiter: "'" }, "escape: must differ from delimiter"],
  [{ quote: "," }, "quote: must differ from delimiter, which is a comma unless you set it"],
  [{ escape: "," }, "escape: must differ from delimiter, which is a comma unless you set it"],
  [{ comment: "\t" }, "comment: must differ from delimiter, which is a tab in .tsv files unless you set it"],
  [{ delimiter: '","' }, "delimiter: must share no character with quote"],
  [{ delimiter: "||", escape: "|" }, "escape: must share no character with delimiter"],
  [{ delimiter: "||", comment: "|#" }, "comment: must share no character with delimiter"],
  [{ quote: "''", escape: "'" }, "escape: must share no character with quote"],
  [{ delimiter: "\0" }, "delimiter: must not hold a NUL character: these are taken out of the files"],
  [{ comment: "#\n" }, "comment: must not hold the end of a line"],
  [{ comment: '"' }, "comment: must differ from quote"],
  [{ comment: "\\", escape: "\\" }, "comment: must differ from escape"],
  [
    { encoding: "utf-32" },
    'encoding: "utf-32" is not a known encoding; examples are "utf-8", "utf-16le", "windows-1252", "iso-8859-15", "shift_jis", "gb18030"',
  ],
  [{ header: ["id", "id"] }, 'header: names "id" twice'],
  [{ header: [] }, "header: is empty"],
  [{ header: 1 }, "header: is a number; must be true or false or an array"],
  [{ skip_lines: -1 }, "skip_lines: is -1; must be 0 or more"],
  [{ null_values: [1] }, "null_values[0]: is a number; must be a string"],
  [{ on_mismatch: "null" }, 'on_mismatch: is "null"; must be one of "extra", "fail"'],
  [{ format: "excel" }, `format: is "excel"; must be one of ${quoted(formatNames)}`],
  [{ datatype_overrides: ["a"] }, "datatype_overrides: is an array; must be an object of columns and their types"],
  [{ string_overrides: "a" }, "string_overrides: is a string; must be an array of column names"],
])("the table key %j is refused", (settings, line) => {
  expect(linesOf([{ ...valid, tables: [{ ...table, ...settings }] }])).toEqual([`tables[0].${line}`]);
});

test.each([[null], ["bucket"], [[valid]], [5]])("a config that is %j is refused", (source) => {
  expect(linesOf([valid, source])).toEqual([expect.stringMatching(/^config: is .*; must be a JSON object$/)]);
});

test("no violation hides another one", () => {
  const broken = {
    bucket: "s3://my-bucket/in/",
    tables: [{ table_name: "a", delimiter: 5, on_mismatch: "faill" }, table, { ...table, encoding: "utf-32" }],
    start_date: "yesterday",
    max_retries: -1,
    account_id: "123456789012",
  };
  expect(linesOf([broken]).map((line) => line.split(": ")[0])).toEqual([
    "max_retries",
    "bucket",
    "role_name",
    "start_date",
    "tables[0].search_pattern",
    "tables[0].delimiter",
    "tables[0].on_mismatch",
    "tables[2].encoding",
    "tables[2].table_name",
  ]);
});

test("a key that is ignored is told with what is missing, because it may have been meant", () => {
  const table = { table_name: "t", serch_pattern: "x" };
  expect(linesOf([{ buckett: "lake", tables: [table] }])).toEqual([
    'bucket: is missing; for example "my-bucket"',
    'buckett: is unknown and ignored; did you mean "bucket"?',
    expect.stringMatching(/^tables\[0\].search_pattern: is missing/),
    'tables[0].serch_pattern: is unknown and ignored; did you mean "search_pattern"?',
  ]);
});

/** The lines of the refusal; empty where the config is accepted. */
function linesOf(sources: readonly unknown[]): readonly string[] {
  try {
    parseConfig(sources);
    return [];
  } catch (error) {
    if (error instanceof TapError && error.kind === "usage") return error.message.split("\n");
    throw error;
  }
}
