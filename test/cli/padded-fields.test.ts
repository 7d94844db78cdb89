import { beforeAll, expect, test } from "vitest";
import { bucketName, useStore } from "../support/bucket.ts";
import { type CasesRun, type FileCase, runFileCases } from "../support/file-cases.ts";

const store = useStore();

const cases: readonly FileCase[] = [
  {
    name: "blanks around all fields, once",
    files: { "a.csv": "a , b\n1 , 2\n3 , 4\n5 , 6\n", "b.csv": "a , b\n7 , 8\n" },
    records: ["12", "34", "56", "78"].map(([a, b]) => ({ "a ": `${a} `, " b": ` ${b}` })),
    says: [/: consider "trim": true$/],
  },
  {
    name: "fields that are filled up to one length",
    files: "a,b\nx   ,1\nyz  ,2\nw   ,3\n",
    records: [
      ["x   ", "1"],
      ["yz  ", "2"],
      ["w   ", "3"],
    ].map(([a, b]) => ({ a, b })),
    says: [/: consider "trim": true$/],
  },
  {
    name: "nothing where a blank stands behind some texts only",
    files: "a,b\nx,1\ny ,2\nz ,3\nlong ,4\n",
    records: [
      ["x", "1"],
      ["y ", "2"],
      ["z ", "3"],
      ["long ", "4"],
    ].map(([a, b]) => ({ a, b })),
  },
];

let run: CasesRun;
beforeAll(async () => {
  store().createBucket(bucketName);
  run = await runFileCases(store(), cases);
});

test.each(cases)(
  "A sync delivers fields with blanks as they are, and warns of $name",
  ({ name, records, says = [] }) => {
    const result = run.results.get(name);
    expect(result?.records).toEqual(records);
    expect(result?.complaints).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
  },
);
