import { avroFile, containerOf } from "../../test/support/avro-file.ts";
import { people, persons, record } from "../../test/support/avro-schemas.ts";
import { describeFormat } from "../../test/support/format-suite.ts";
import { avroFormat } from "./avro-format.ts";

describeFormat("Avro", () => avroFormat, {
  small: avroFile(record({ id: "int", name: ["null", "string"], tags: { type: "array", items: "double" } }), [
    [
      { id: 1, name: { string: "é\n" }, tags: [1.5] },
      { id: 2, name: null, tags: [] },
    ],
    [{ id: -3, name: { string: "" }, tags: [0.5, 1e21] }],
  ]),
  records: [
    { id: "1", name: "é\n", tags: "[1.5]" },
    { id: "2", name: "null", tags: "[]" },
    { id: "-3", name: "", tags: "[0.5,1e+21]" },
  ],
  long: avroFile(
    people,
    Array.from({ length: 40 }, (_, block) => persons(1000 * block, 1000 * block + 1000)),
    { codec: "deflate" },
  ),
  mayEnd: "record",
  empty: "refused",
  garbage: [
    Buffer.from("id,name\n1,x\n"),
    Buffer.from("Obj\x01"),
    Buffer.from("Obj\x02\x00"),
    containerOf('"string"', []),
    containerOf(JSON.stringify(people), [{ count: 1, content: Buffer.alloc(100, 0xff) }]),
  ],
});
