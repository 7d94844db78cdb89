import { describeFormat } from "../../test/support/format-suite.ts";
import { jsonlFormat } from "./jsonl-format.ts";

describeFormat("JSON Lines", () => jsonlFormat, {
  small: Buffer.from('{"id":1,"name":"é\\n"}\n\n{"id":2.50,"more":{"a":[1]}}\r\n{"name":null,"id":true}'),
  records: [
    { id: "1", name: "é\n" },
    { id: "2.50", more: '{"a":[1]}' },
    { name: "null", id: "true" },
  ],
  long: Buffer.from(Array.from({ length: 20_000 }, (_, row) => `{"id":${row},"text":"line ${row}"}\n`).join("")),
  mayEnd: "record",
  empty: "no records",
  garbage: [Buffer.from("id,name\n1,x\n"), Buffer.from('[{"id":1}]\n'), Buffer.from([0x7b, 0xff, 0x7d])],
});
