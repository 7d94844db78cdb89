import {
  accounts,
  bookings,
  carsWithNames,
  campaigns,
  cars,
  clinical,
  communes,
  districts,
  englishSales,
  events,
  frenchSales,
  germanMeasures,
  germanSales,
  iris,
  material,
  matrix,
  measures,
  nordicSales,
  people,
  spanishSales,
  stock,
  trades,
  transactions,
  type Rows,
} from "./tables.ts";
import { type Writing, writeText } from "./write-text.ts";

/** A file in the style of a program, with what a person reads in it. */
export interface CorpusFile {
  readonly program: string;
  readonly bytes: Buffer;
  /** The names first; `column_1` and so on where the file has none. */
  readonly rows: Rows;
  /** It is UTF-8, and one table from its first line to its last. */
  readonly isPlain: boolean;
}

const nameless = (rows: Rows): Rows => [(rows[0] ?? []).map((_, index) => `column_${index + 1}`), ...rows.slice(1)];

function written(program: string, rows: Rows, writing: Writing = {}): CorpusFile {
  const isNamed = writing.hasHeader ?? true;
  const { encoding = "utf-8", above = [], below = [], lineEnd = "\n" } = writing;
  const isPlain = encoding === "utf-8" && above.length + below.length === 0 && /^(?:\r\n|\n|\r)$/.test(lineEnd);
  return { program, bytes: writeText(rows, writing), rows: isNamed ? rows : nameless(rows), isPlain };
}

const semicolon = { delimiter: ";" } as const;
const windows = { lineEnd: "\r\n", encoding: "latin1" } as const;

/** Made up, in the manner of what these programs write. */
export const corpus: readonly CorpusFile[] = [
  written("Excel, German, CSV", germanSales, { ...semicolon, ...windows }),
  written("Excel, German, CSV UTF-8", germanSales, { ...semicolon, lineEnd: "\r\n", hasMark: true }),
  written("Excel, German, Unicode text", germanSales, {
    delimiter: "\t",
    lineEnd: "\r\n",
    encoding: "utf-16le",
    hasMark: true,
  }),
  written("Excel, French, CSV", frenchSales, { ...semicolon, ...windows }),
  written("Excel, Spanish, CSV", spanishSales, { ...semicolon, ...windows }),
  written("Excel, Swedish, CSV", nordicSales, { ...semicolon, ...windows }),
  written("Excel, American, CSV", englishSales, { lineEnd: "\r\n" }),
  written("Excel, American, text", englishSales, { delimiter: "\t", lineEnd: "\r\n" }),
  written("Excel, American, with a title", englishSales, { lineEnd: "\r\n", above: ["Sales of March", ""] }),
  written("LibreOffice, all texts quoted", germanSales, { ...semicolon, quotes: "texts" }),
  written("Google Sheets", accounts),
  written("Numbers", nordicSales, { ...semicolon, lineEnd: "\r\n" }),
  written("SAP, spool with pipes", material, { delimiter: "|" }),
  written("SAP, semicolons", material, { ...semicolon, ...windows }),
  written("SAP, tabs", material, { delimiter: "\t", ...windows }),
  written("SAP, report with a title", material, {
    ...semicolon,
    ...windows,
    above: ["Bestandsliste", "Werk 1000", ""],
  }),
  written("SAP BW, open hub without names", material, { ...semicolon, hasHeader: false }),
  written("Salesforce Data Loader", accounts, { quotes: "all" }),
  written("Salesforce report", accounts, { quotes: "all", lineEnd: "\r\n", encoding: "latin1" }),
  written("Salesforce weekly export", people, { quotes: "all" }),
  written("Oracle SQL Developer", people, { quotes: "texts", lineEnd: "\r\n" }),
  written("Oracle SQLcl, pipes", people, { delimiter: "|", quotes: "texts" }),
  written("Oracle spool, tildes", people, { delimiter: "~", quotes: "none" }),
  written("MySQL OUTFILE, tabs", people, { delimiter: "\t", quotes: "none" }),
  written("MySQL OUTFILE, quoted, backslash", accounts, { quotes: "all", escape: "\\" }),
  written("MySQL OUTFILE, semicolons, backslash", accounts, { ...semicolon, quotes: "all", escape: "\\" }),
  written("MySQL Workbench", people, { ...semicolon, quotes: "texts" }),
  written("phpMyAdmin, CSV", accounts, { quotes: "all" }),
  written("phpMyAdmin, CSV with semicolons", people, { ...semicolon, quotes: "all" }),
  written("phpMyAdmin, CSV for Excel", germanSales, { ...semicolon, ...windows, quotes: "all" }),
  written("PostgreSQL COPY, CSV", accounts),
  written("PostgreSQL COPY, pipes", people, { delimiter: "|" }),
  written("SQL Server bcp, pipes without names", people, { delimiter: "|", lineEnd: "\r\n", hasHeader: false }),
  written("SQL Server Management Studio", people, { ...semicolon, lineEnd: "\r\n", hasMark: true }),
  written("Redshift UNLOAD, pipes without names", events, { delimiter: "|", quotes: "none", hasHeader: false }),
  written("Redshift UNLOAD, ADDQUOTES", events, { delimiter: "|", quotes: "all", escape: "\\" }),
  written("Redshift UNLOAD, CSV", events),
  written("Snowflake UNLOAD, CSV", events, { quotes: "texts" }),
  written("Snowflake UNLOAD, pipes", events, { delimiter: "|", quotes: "all" }),
  written("Snowflake UNLOAD, unit separator", events, { delimiter: "\x1f", quotes: "none" }),
  written("Hive, start of heading", events, { delimiter: "\x01", quotes: "none" }),
  written("BigQuery export", events),
  written("Athena", people, { quotes: "all" }),
  written("R, write.csv", iris, { quotes: "texts" }),
  written("R, write.csv2", cars, {
    ...semicolon,
    quotes: "texts",
  }),
  written("R, write.table with tabs", iris, { delimiter: "\t", quotes: "texts" }),
  written("SAS, PROC EXPORT", clinical),
  written("SAS, PROC EXPORT with tabs", clinical, { delimiter: "\t" }),
  written("SAS, single quotes", accounts, { quotes: "all", quote: "'" }),
  written("Stata, export delimited", clinical, { quotes: "texts" }),
  written("Stata, outsheet", clinical, { delimiter: "\t", quotes: "texts" }),
  written("SPSS, German", germanMeasures, { ...semicolon, lineEnd: "\r\n", hasMark: true }),
  written("MATLAB, writetable", matrix),
  written("MATLAB, writematrix without names", matrix, { hasHeader: false }),
  written("MATLAB, dlmwrite with semicolons", matrix, { ...semicolon, hasHeader: false }),
  written("Google Ads report", campaigns, { above: ["Campaign report", "1 March 2024 - 31 March 2024"] }),
  written("Google Ads, UTF-16 with tabs", campaigns, {
    delimiter: "\t",
    encoding: "utf-16le",
    hasMark: true,
    above: ["Campaign report", "1 March 2024"],
  }),
  written("Google Analytics, comments above", campaigns, {
    above: ["# ----------", "# Campaigns", "# 20240301-20240331"],
  }),
  written("Facebook Ads", campaigns, { quotes: "texts", hasMark: true }),
  written("German bank, with an account above", bookings, {
    ...semicolon,
    ...windows,
    quotes: "all",
    above: ["Umsatzanzeige;Stand 31.03.2024", "", "Konto;DE00 0000", ""],
  }),
  written("German savings bank", bookings, { ...semicolon, ...windows, quotes: "all" }),
  written("French bank", frenchSales, { ...semicolon, ...windows, quotes: "texts" }),
  written("Online bank, UTF-16 without a mark", bookings, { ...semicolon, encoding: "utf-16le", lineEnd: "\r\n" }),
  written("German statistics office", districts, {
    ...semicolon,
    ...windows,
    above: ["Gemeinden in Bayern", "Stand 31.12.2023", ""],
  }),
  written("German authority, plain", districts, { ...semicolon, ...windows }),
  written("French open data", communes, { ...semicolon }),
  written("French authority, windows-1252", communes, { ...semicolon, ...windows, quotes: "texts" }),
  written("Sensor logger, comments above", measures, { above: ["# Logger 7", "# firmware 1.2", "# interval 60 s"] }),
  written("Sensor logger, German", germanMeasures, { ...semicolon, ...windows }),
  written("Sensor logger, tabs and a title", measures, { delimiter: "\t", above: ["Station 4"] }),
  written("Sensor logger, old Mac", measures, { lineEnd: "\r" }),
  written("Power BI, exported data", englishSales, { hasMark: true, lineEnd: "\r\n" }),
  written("Power BI, German", germanSales, { ...semicolon, hasMark: true, lineEnd: "\r\n", quotes: "texts" }),
  written("Tableau, crosstab", campaigns, { delimiter: "\t", encoding: "utf-16le", hasMark: true }),
  written("Jira", accounts, { lineEnd: "\r\n" }),
  written("Excel, German, with its line for the delimiter", germanSales, {
    ...semicolon,
    ...windows,
    above: ["sep=;"],
  }),
  written("Excel, tabs, with its line for the delimiter", englishSales, {
    delimiter: "\t",
    lineEnd: "\r\n",
    above: ["sep=\t"],
  }),
  written("Excel, pipes, with its line for the delimiter and a mark", frenchSales, {
    delimiter: "|",
    lineEnd: "\r\n",
    hasMark: true,
    above: ["sep=|"],
  }),
  written("German bank, with a balance below", bookings, {
    ...semicolon,
    ...windows,
    quotes: "all",
    above: ["Umsatzanzeige;Stand 31.03.2024", ""],
    below: ['"Endsaldo";"";"";"1234,50";"EUR"'],
  }),
  written("American bank, with a total below", transactions, {
    lineEnd: "\r\n",
    below: ["", "Total,,-948.75,"],
  }),
  written("Broker, with a trailer", trades, { delimiter: "|", quotes: "none", below: ["TRAILER 10 records"] }),
  written("Broker, with a trailer of several lines", trades, {
    below: ["Totals,,5500,,", "", "End of report. Prices are delayed, and not binding"],
  }),
  written("Cash register, with a sum below", germanMeasures, {
    ...semicolon,
    ...windows,
    below: ["Summe;255,5;505,0"],
  }),
  written("Teradata, record separators", events, { lineEnd: "\x1e", quotes: "all" }),
  written("Teradata, unit and record separators", events, { delimiter: "\x1f", lineEnd: "\x1e", quotes: "none" }),
  written("Hive, record separators before lines", people, { delimiter: "\x01", lineEnd: "\x1e\n", quotes: "none" }),
  written("Sybase bcp, rows ended by pipes", trades, { lineEnd: "|", quotes: "none" }),
  written("Old mainframe, rows ended by tildes", trades, { ...semicolon, lineEnd: "~", quotes: "none" }),
  written("By hand, blanks before quotes", stock, { quotes: "texts", hasBlanks: true }),
  written("By hand, semicolons and blanks before quotes", stock, { ...semicolon, quotes: "texts", hasBlanks: true }),
  written("R, write.table with names of rows", carsWithNames, { delimiter: "\t", quotes: "texts", hasRowNames: true }),
  written("R, write.table with commas and names of rows", carsWithNames, { quotes: "texts", hasRowNames: true }),
  written("Trailing commas in every line", campaigns, { hasLastDelimiter: true }),
  written("Trailing semicolons in every line", districts, { ...semicolon, ...windows, hasLastDelimiter: true }),
  written("SAS, single quotes and semicolons", accounts, { ...semicolon, quotes: "all", quote: "'" }),
  written("JSON in a column, backslashes", events, { quotes: "all", escape: "\\" }),
];
