import type { RunCase } from "../run-case.ts";

const both = ["x", "y"];

/** A.2: the top level of the config. */
const topLevel: readonly RunCase[] = [
  { name: "request_timeout may be 0", settings: { request_timeout: 0 }, code: 0, values: both },
  { name: "request_timeout may be empty", settings: { request_timeout: "" }, code: 0, values: both },
  { name: "request_timeout may be null", settings: { request_timeout: null }, code: 0, values: both },
  { name: "request_timeout may be a text", settings: { request_timeout: "60.5" }, code: 0, values: both },
  { name: "unknown keys do no harm", settings: { colour: "red" }, code: 0, values: both },
  {
    name: "start_date may be in any common form",
    settings: { start_date: "Dec 31, 2023 10:00 PM" },
    code: 0,
    values: both,
  },
  {
    name: "files of start_date itself are not read",
    settings: { start_date: "2024-01-01T00:00:00Z" },
    code: 0,
    values: [],
  },
  { name: "start_date without a zone is UTC", settings: { start_date: "2023-12-31 23:59:59" }, code: 0, values: both },
  {
    name: "start_date may be absent: every file",
    settings: { start_date: undefined },
    code: 0,
    values: both,
    there: "asks for it",
  },
  {
    name: "a start_date that is none is refused before anything is written",
    settings: { start_date: "yesterday" },
    code: 2,
    complains: /start_date/,
    there: "writes it into a STATE and a SCHEMA, and then fails",
  },
  {
    name: "the role may be absent",
    settings: { account_id: undefined, role_name: undefined, external_id: undefined },
    code: 0,
    values: both,
    there: "asks for it",
  },
  { name: "bucket is required", settings: { bucket: undefined }, code: 2, complains: /bucket/, there: "exits with 1" },
  {
    name: "tables are required",
    settings: { tables: undefined },
    code: 2,
    complains: /tables/,
    there: "exits with 1: 'tables'",
  },
  {
    name: "tables may be a list",
    settings: { tables: [{ table_name: "t", search_pattern: "in/", search_prefix: "" }] },
    code: 0,
    values: both,
    there: "fails: the JSON object must be str",
  },
  {
    name: "request_timeout must be a number",
    settings: { request_timeout: "abc" },
    code: 2,
    complains: /request_timeout/,
    there: "exits with 1: could not convert string to float",
  },
];

/** A.2: a table of the config. */
const tables: readonly RunCase[] = [
  { name: "search_prefix may be empty", table: { search_prefix: "" }, code: 0, values: both },
  { name: "search_prefix may be null", table: { search_prefix: null }, code: 0, values: both },
  { name: "key_properties may be null", table: { key_properties: null }, code: 0, values: both },
  { name: "key_properties may be empty", table: { key_properties: "" }, code: 0, values: both },
  { name: "key_properties may be a text", table: { key_properties: "a, b" }, code: 0, values: both },
  { name: "date_overrides may be a text", table: { date_overrides: "" }, code: 0, values: both },
  {
    name: "search_prefix may be absent",
    table: { search_prefix: undefined },
    code: 0,
    values: both,
    there: "crashes: KeyError 'search_prefix'",
  },
  {
    name: "delimiter may be null",
    table: { delimiter: null },
    code: 0,
    values: both,
    there: "refuses it: expected str",
  },
  {
    name: "delimiter may not be empty",
    table: { delimiter: "" },
    code: 2,
    complains: /delimiter/,
    there: "exits with 1",
  },
  {
    name: "unknown keys of a table do no harm, and are named",
    table: { key_property: "a" },
    code: 0,
    values: both,
    complains: /key_property.*key_properties/,
    there: "refuses them: extra keys not allowed",
  },
  {
    name: "table_name is required",
    table: { table_name: undefined },
    code: 2,
    complains: /table_name/,
    there: "exits with 1",
  },
  {
    name: "search_pattern is required",
    table: { search_pattern: undefined },
    code: 2,
    complains: /search_pattern/,
    there: "exits with 1",
  },
  {
    name: "a pattern that is none is refused before any request",
    table: { search_pattern: "(a" },
    code: 2,
    complains: /search_pattern/,
    there: "exits with 1 when the table's turn comes",
  },
  {
    name: "key_properties may not be a number",
    table: { key_properties: 5 },
    code: 2,
    complains: /key_properties/,
    there: "exits with 1",
  },
  {
    name: "two tables may not have one name",
    settings: {
      tables: JSON.stringify([
        { table_name: "t", search_pattern: "in/", search_prefix: "" },
        { table_name: "t", search_pattern: "x", search_prefix: "" },
      ]),
    },
    code: 2,
    complains: /tables\[1\].*"t"/,
    there: "reads the first under both names, and says success",
  },
  {
    name: "there must be a table",
    settings: { tables: "[]" },
    args: ["--config", "{config}", "--discover"],
    code: 2,
    complains: /tables/,
    there: "exits with 1: No streams found",
  },
];

/** A.2: the config. */
export const configs: readonly RunCase[] = [...topLevel, ...tables];
