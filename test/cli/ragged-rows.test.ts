import { describe, expect, test } from "vitest";
import { bucketName, configFor, useStore } from "../support/bucket.ts";
import { runTap, type TapRun } from "../support/run-tap.ts";

const store = useStore();

const file = "id,name,amount\n1,Acme, Inc,20\n2,Foo\n3,Bar,30\n";

async function run(settings: object, text = file): Promise<TapRun> {
  store().put(bucketName, "a.csv", text);
  const table = { table_name: "t", search_pattern: ".", ...settings };
  return runTap({ config: configFor(store(), { tables: [table] }) });
}

const recordsOf = ({ messages }: TapRun, stream: string): object[] =>
  messages.flatMap((message) => (message.type === "RECORD" && message.stream === stream ? [message.record] : []));

describe("Rows with more or fewer values than the header", () => {
  test("are delivered, and told once with their number and the first line", async () => {
    const { code, records, complaints, log } = await run({});
    expect(code).toBe(0);
    expect(records).toMatchObject([
      { id: "1", name: "Acme", amount: " Inc", _sdc_extra: [{ no_headers: ["20"] }] },
      { id: "2", name: "Foo" },
      { id: "3", name: "Bar", amount: "30" },
    ]);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(
      '2 rows of "a.csv" have more or fewer values than the header, the first in line 2;',
    );
    expect(log.at(-1)).toMatchObject({ tables: [{ ragged_rows: 2 }] });
    expect(log.map(({ msg }) => msg).join("\n")).toContain("2 rows of another width than the header");
  });

  test("are counted as well where other fields of the row need care", async () => {
    const { complaints } = await run({}, 'a,a,b\n1,2,3\n1,"x""y"\n1,2,3,4\n1,2,3\n');
    expect(complaints.filter((line) => line.includes("the first in line 3"))).toHaveLength(1);
    expect(complaints.join("\n")).toContain("2 rows of");
  });

  test("stop the file at the first of them, if on_mismatch says so", async () => {
    const { code, records, complaints } = await run({ on_mismatch: "fail" }, "id,name\n1,a\n2,b,c\n3,d\n");
    expect(code).toBe(4);
    expect(records).toMatchObject([{ id: "1", name: "a" }]);
    expect(complaints.join("\n")).toContain(
      'Cannot read line 3 of "a.csv": the row has 3 values, but the header has 2 columns; correct the file',
    );
  });

  test.each(["1,2\n", `"${"x".repeat(2_000_000)}"\n`])(
    "are rejects where something takes them, long and short alike",
    async (more) => {
      const result = await run({ reject_stream: true, columns: { amount: "integer" } }, file + more);
      expect(result.code).toBe(0);
      expect(recordsOf(result, "t")).toMatchObject([{ id: "3", name: "Bar", amount: 30 }]);
      const rejects = recordsOf(result, "t_rejects");
      expect(rejects).toMatchObject([
        {
          line: 2,
          column: "",
          rejected: "row",
          raw_text: "1,Acme, Inc,20",
          reason: "the row has 4 values, but the header has 3 columns",
        },
        { line: 3, rejected: "row", raw_text: "2,Foo", reason: "the row has 2 values, but the header has 3 columns" },
        { line: 5, rejected: "row" },
      ]);
      expect(result.log.at(-1)).toMatchObject({ tables: [{ records: 1, rejects: 3 }] });
      expect(result.complaints.join("\n")).not.toContain("do not fit");
    },
  );
});
