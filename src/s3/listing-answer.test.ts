import { describe, expect, test } from "vitest";
import { compareWithSdk, entry, fields, page, readBySdk } from "../../test/support/listing-answers.ts";
import { readListingAnswer } from "./listing-answer.ts";

describe("the entries of a listing's answer", () => {
  test.each([
    ["as AWS writes it", page(entry())],
    ["without any", page("")],
    ["on lines of its own", page(`\n  ${entry().replaceAll("><", ">\n    <")}\n`)],
    ["with an owner", page(entry(fields({ owner: "<Owner><ID>1</ID><DisplayName>x</DisplayName></Owner>" })))],
    [
      "with fields that nobody reads",
      page(entry(`${fields()}<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><Type>Normal</Type>`)),
    ],
    [
      "without a storage class and an ETag",
      page(entry("<Key>a</Key><LastModified>2024-02-29T00:00:00Z</LastModified><Size>0</Size>")),
    ],
    [
      "without the declaration and the namespace",
      `<ListBucketResult><Name>b</Name>${entry()}<KeyCount>1</KeyCount></ListBucketResult>`,
    ],
  ])("are taken out of one that is written %s", async (_, xml) => {
    expect(readListingAnswer(Buffer.from(xml))?.contents).toEqual(await readBySdk(xml));
    expect(readListingAnswer(Buffer.from(xml))?.rest).not.toContain("Contents");
  });

  test.each([
    ["an entry that has nothing", page("<Contents/>")],
    ["an entry that has nothing, before another", page(`<Contents/>${entry()}`)],
    ["a comment", page(`<!-- ${entry()} -->${entry()}`)],
    ["a CDATA section", page(entry(fields({ key: "<Key><![CDATA[a]]></Key>" })))],
    ["a key twice", page(entry(fields({ key: "<Key>a</Key><Key>b</Key>" })))],
    ["no key", page(entry(fields({ key: "" })))],
    ["no size", page(entry(fields({ size: "" })))],
    ["an empty size", page(entry(fields({ size: "<Size></Size>" })))],
    ["a size below zero", page(entry(fields({ size: "<Size>-1</Size>" })))],
    ["a size in words", page(entry(fields({ size: "<Size>many</Size>" })))],
    ["a time with an offset", page(entry(fields({ time: "<LastModified>2024-01-01T00:00:00+02:00</LastModified>" })))],
    [
      "a day that is not in the calendar",
      page(entry(fields({ time: "<LastModified>2023-02-29T00:00:00Z</LastModified>" }))),
    ],
    ["an hour that no clock shows", page(entry(fields({ time: "<LastModified>2023-02-28T24:00:00Z</LastModified>" })))],
    ["a field with an attribute", page(entry(fields({ key: '<Key a="b">a</Key>' })))],
    ["a field within a field", page(entry(fields({ key: "<Key><b>a</b></Key>" })))],
    ["a reference of another kind", page(entry(fields({ key: "<Key>&copy;&#x1F600;</Key>" })))],
    ["a line end in a key", page(entry(fields({ key: "<Key>a\nb</Key>" })))],
    ["an owner without an end", page(entry(`${fields()}<Owner><ID>1</ID>`))],
    ["an entry without an end", page(`<Contents>${fields()}`)],
    ["entries in another element", page(`<Other>${entry()}</Other>`)],
    ["entries apart from each other", page(`${entry()}<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>${entry()}`)],
    ["another root", `<Error>${entry()}</Error>`],
    ["a text that is cut", page(entry()).slice(0, -150)],
  ])("are left to the SDK in an answer with %s", (_, xml) => {
    expect(readListingAnswer(Buffer.from(xml))).toBeNull();
  });

  test("have the values that the SDK gives, in 500 answers of which one is broken in three, or they are left to it", async () => {
    await compareWithSdk(500);
  });
});
