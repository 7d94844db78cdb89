import { catalogOf, type RunCase } from "../run-case.ts";

const both = ["x", "y"];

/** A.1: flags. */
const flags: readonly RunCase[] = [
  { name: "a sync needs a config and a catalog", code: 0, values: both },
  { name: "short flags", args: ["-c", "{config}", "-s", "{state}", "-p", "{catalog}"], code: 0, values: both },
  {
    name: "--properties is --catalog",
    args: ["--config", "{config}", "--properties", "{catalog}"],
    code: 0,
    values: both,
  },
  { name: "no state is an empty one", args: ["--config", "{config}", "--catalog", "{catalog}"], code: 0, values: both },
  { name: "-d discovers", args: ["-c", "{config}", "-d"], code: 0, printsCatalog: true },
  {
    name: "--discover wins over --catalog",
    args: ["--config", "{config}", "--catalog", "{catalog}", "--discover"],
    code: 0,
    printsCatalog: true,
  },
  {
    name: "--dev is accepted",
    args: ["--config", "{config}", "--catalog", "{catalog}", "--dev"],
    code: 0,
    values: both,
  },
  { name: "no config is a wrong call", args: ["--discover"], code: 2, complains: /No config is given/ },
  { name: "an unknown flag is a wrong call", args: ["--config", "{config}", "--x"], code: 2, complains: /--x/ },
  {
    name: "a file that is not there is a wrong call",
    args: ["--config", "{config}", "--catalog", "{missing}"],
    code: 2,
    complains: /missing" cannot be read: there is no such file/,
    there: "shows a traceback, and exits with 1",
  },
  {
    name: "without a catalog every table is read",
    args: ["--config", "{config}"],
    code: 0,
    values: both,
    there: "does nothing, and says success",
  },
];

/** A.8: what is handed in with a sync. */
const handedIn: readonly RunCase[] = [
  {
    name: "a stream that is not selected is not read",
    catalog: catalogOf("t", { "table-key-properties": [] }),
    code: 0,
  },
  {
    name: "what others keep in the state stays there",
    state: {
      bookmarks: { other: { modified_since: "2020-01-01T00:00:00+00:00" } },
      currently_syncing: "other",
      x: [1],
    },
    code: 0,
    values: both,
    keeps: {
      bookmarks: {
        other: { modified_since: "2020-01-01T00:00:00+00:00" },
        t: { modified_since: "2024-01-01T00:00:00+00:00" },
      },
      currently_syncing: "other",
      x: [1],
    },
  },
  {
    name: "the keys of the config count where the catalog has none",
    catalog: catalogOf("t", { selected: true }),
    code: 0,
    values: both,
    there: "fails: key_properties must be a string or list of strings",
  },
  {
    name: "a stream of no table is refused",
    catalog: catalogOf("u", { selected: true }),
    code: 2,
    complains: /selects the stream "u", but the config has no table of that name/,
    there: "shows a traceback, and exits with 1",
  },
  {
    name: "a stream of no table that is not selected does no harm",
    catalog: { streams: [...catalogOf("u", {}).streams, ...catalogOf("t", { selected: true }).streams] },
    code: 0,
    values: both,
    there: "shows a traceback all the same",
  },
];

/** A.1 and A.8: how a tap is called. */
export const calls: readonly RunCase[] = [...flags, ...handedIn];
