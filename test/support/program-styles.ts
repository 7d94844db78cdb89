import { capitalized, days, many } from "./common-styles.ts";
import type { Style } from "./lake-styles.ts";

const account = "123456789012";

/** What programs write into buckets by themselves, as their manuals have it. */
export const programStyles: readonly Style[] = [
  {
    name: "dms, full load and changes",
    keys: (subject) => [
      ...many(2, (index) => `dms/sales/${subject}/LOAD0000000${index + 1}.csv`),
      ...many(3, (index) => `dms/sales/${subject}/2024112${index}-10111234${index}.csv`),
    ],
  },
  {
    name: "dms, changes by day",
    keys: (subject) => [
      `replica/crm/${subject}/LOAD00000001.csv`,
      ...many(3, (index) => `replica/crm/${subject}/2024/11/2${index}/2024112${index}-10111234${index}.csv`),
    ],
  },
  {
    name: "cloudfront",
    keys: (subject, dice) => {
      const id = `E${dice.token(12)}`;
      return many(5, (index) => `cdn/${subject}/${id}.2024-11-2${index}-0${index}.${dice.hex(8)}.gz`);
    },
    write: "cloudfront",
  },
  {
    name: "s3 access log",
    keys: (subject, dice) =>
      many(5, (index) => `access/${subject}/2024-11-26-0${index}-15-32-${dice.hex(16).toUpperCase()}`),
    write: "access-log",
  },
  {
    name: "load balancer",
    keys: (subject, dice) =>
      many(
        6,
        (index) =>
          `AWSLogs/${account}/elasticloadbalancing/us-east-1/2024/11/2${index}/${account}_elasticloadbalancing_us-east-1_` +
          `app.${subject}.1234567890abcdef_2024112${index}T0${index}00Z_172.16.1.19_${dice.id(8)}.log.gz`,
      ),
    write: "access-log",
  },
  {
    name: "flow log",
    keys: (subject, dice) =>
      many(
        4,
        (index) =>
          `flow/${subject}/AWSLogs/${account}/vpcflowlogs/us-east-1/2024/11/2${index}/${account}_vpcflowlogs_us-east-1_` +
          `fl-1234abcd_2024112${index}T0${index}15Z_${dice.hex(8)}.log.gz`,
      ),
    write: "access-log",
  },
  ...["", ".gz", ".parquet"].map((ending): Style => ({
    name: `firehose${ending}`,
    keys: (subject, dice) =>
      days(4).map(
        (day, index) =>
          `stream${ending.slice(1)}/${subject}/${day.replaceAll("-", "/")}/1${index}/` +
          `${subject}-1-${day}-1${index}-05-11-${dice.uuid()}${ending}`,
      ),
    write: "jsonl",
  })),
  {
    name: "redshift, a folder each",
    keys: (subject) => many(4, (index) => `unload/${subject}/000${index}_part_00`),
    write: "pipe-no-header",
    beside: (subject) => [[`unload/${subject}/manifest`, '{\n  "entries": [\n    {"url":"s3://x/y"}\n  ]\n}\n']],
  },
  {
    name: "redshift, a name each",
    keys: (subject) => many(4, (index) => `unloaded/${subject}_000${index}_part_00.gz`),
    write: "pipe-no-header",
  },
  {
    name: "redshift, a name without a mark",
    keys: (subject) => many(4, (index) => `rs/${subject}000${index}_part_00`),
    write: "pipe-no-header",
  },
  {
    name: "redshift parquet",
    keys: (subject) => many(4, (index) => `spectrum/${subject}/000${index}_part_00.parquet`),
  },
  {
    name: "athena results",
    keys: (subject, dice) => days(3).map((day) => `athena/${subject}/${day.replaceAll("-", "/")}/${dice.uuid()}.csv`),
    beside: (subject, dice) => [[`athena/${subject}/2024/01/01/${dice.uuid()}.csv.metadata`, "\x01\x02x"]],
  },
  {
    name: "athena tables",
    keys: (subject, dice) =>
      many(4, (index) => `ctas/${subject}/20241126_10111${index}_0001${index}_${dice.id(5)}_${dice.uuid()}.gz`),
    write: "jsonl",
  },
  {
    name: "fivetran",
    keys: (subject, dice) =>
      days(3).map((day) => `fivetran/pg_public/${subject}/_fivetran_synced_day=${day}/${dice.uuid()}.parquet`),
  },
  {
    name: "stitch",
    keys: (subject) =>
      many(4, (index) => `stitch/acme/${subject}/1_148538947${index}_2017012${index}-1234567${index}.csv`),
  },
  {
    name: "stitch json",
    keys: (subject) => many(3, (index) => `stitch-json/${subject}/${subject}_1_2017012${index}-101112.jsonl`),
  },
  { name: "bigquery, no ending", keys: (subject) => many(4, (index) => `bqx/${subject}/00000000000${index}`) },
  {
    name: "bigquery, a name without a mark",
    keys: (subject) => many(4, (index) => `bqn/${subject}00000000000${index}`),
  },
  {
    name: "segment",
    keys: (_, dice) => {
      const source = dice.id(10);
      return many(6, (index) => `segment-logs/${source}/173257${index}400000/17326${index}5600000.${dice.hex(6)}.gz`);
    },
    write: "jsonl",
  },
  {
    name: "google ads",
    keys: (subject) =>
      days(4).map((day) => `google_ads/${subject}_performance_report_1234567890_${day.replaceAll("-", "")}.csv`),
  },
  {
    name: "google analytics",
    keys: (subject) =>
      days(4).map((day) => `ga4/analytics_98765/${subject}_intraday_${day.replaceAll("-", "")}.jsonl.gz`),
  },
  {
    name: "cost and usage",
    keys: (subject, dice) =>
      ["20241001-20241101", "20241101-20241201"].flatMap((month) => {
        const id = dice.uuid();
        return many(2, (index) => `cur/${subject}/${month}/${id}/${subject}-0000${index + 1}.csv.gz`);
      }),
    beside: (subject) => [[`cur/${subject}/20241001-20241101/${subject}-Manifest.json`, '{\n  "assemblyId": "x"\n}\n']],
  },
  {
    name: "s3 inventory",
    keys: (subject, dice) => many(4, () => `inventory/${subject}/all/data/${dice.uuid()}.csv.gz`),
    write: "comma-no-header",
    beside: (subject) => [
      [`inventory/${subject}/all/2024-11-26T01-00Z/manifest.json`, '{\n  "files": []\n}\n'],
      [`inventory/${subject}/all/2024-11-26T01-00Z/manifest.checksum`, "0123\n"],
      [`inventory/${subject}/all/hive/dt=2024-11-26-01-00/symlink.txt`, "s3://b/data/a.csv.gz\ns3://b/data/b.csv.gz\n"],
    ],
  },
  {
    name: "appflow",
    keys: (subject, dice) =>
      many(4, (index) => `appflow/${subject}/${dice.uuid()}/2024/11/2${index}/10/${dice.uuid()}`),
    write: "jsonl",
  },
  { name: "glue", keys: (subject) => many(4, (index) => `glue/${subject}/run-1732600000000-part-r-0000${index}`) },
  {
    name: "fluentd",
    keys: (subject) => many(4, (index) => `fluentd/${subject}/2024/11/26/202411261${index}_0.gz`),
    write: "jsonl",
  },
  {
    name: "logstash",
    keys: (subject, dice) =>
      many(4, (index) => `logstash/${subject}/ls.s3.${dice.uuid()}.2024-11-26T1${index}.00.part${index}.txt.gz`),
  },
  {
    name: "debezium",
    keys: (subject) => many(4, (index) => `cdc/server1.inventory.${subject}-0-000000000${index}.jsonl`),
  },
  {
    name: "sap",
    keys: (subject) => days(3).map((day) => `sap/ZFI_${subject.toUpperCase()}_${day.replaceAll("-", "")}_101112.CSV`),
  },
  { name: "salesforce", keys: (subject) => days(3).map((day) => `salesforce/${day}/${capitalized(subject)}__c.csv`) },
];
