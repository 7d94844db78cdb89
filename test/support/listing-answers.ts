import { Readable } from "node:stream";
import { ListObjectsV2Command, type ListObjectsV2CommandOutput, S3Client } from "@aws-sdk/client-s3";
import { HttpResponse } from "@smithy/core/protocols";
import fc from "fast-check";
import { expect } from "vitest";
import { type ListedEntry, readListingAnswer } from "../../src/s3/listing-answer.ts";
import { type ListingFields, readListingFields } from "../../src/s3/listing-fields.ts";

/** Holds the answers' reader against the SDK's on so many of them, of which one in three is broken. */
export async function compareWithSdk(count: number): Promise<void> {
  let taken = 0;
  let withFields = 0;
  await fc.assert(
    fc.asyncProperty(answers, async (xml) => {
      const answer = readListingAnswer(Buffer.from(xml));
      if (answer === null) return;
      taken++;
      const [whole, rest] = [await readBySdk(xml), await readBySdk(answer.rest)];
      const fields = readListingFields(answer.rest);
      if (fields !== null) {
        withFields++;
        expect({ ...none, ...fields }).toEqual(await fieldsBySdk(answer.rest));
      }
      // What is broken behind the entries, the SDK finds in the rest.
      if (typeof rest === "string") expect(whole).toBeTypeOf("string");
      else expect([answer.contents, rest]).toEqual([whole, []]);
    }),
    { numRuns: count },
  );
  expect(taken).toBeGreaterThan(count / 4);
  expect(withFields).toBeGreaterThan(count / 8);
}

const none: ListingFields = {
  Name: undefined,
  KeyCount: undefined,
  IsTruncated: undefined,
  NextContinuationToken: undefined,
  EncodingType: undefined,
};

export function fields({
  key = "<Key>a/1.csv</Key>",
  time = "<LastModified>2024-02-29T23:59:59.123Z</LastModified>",
  size = "<Size>12</Size>",
  owner = "",
} = {}): string {
  return `${key}${time}<ETag>&quot;0a&quot;</ETag>${size}${owner}<StorageClass>STANDARD</StorageClass>`;
}

export function entry(content = fields()): string {
  return `<Contents>${content}</Contents>`;
}

export function page(entries: string, own = "<Name>b</Name><Prefix/><IsTruncated>false</IsTruncated>"): string {
  const root = '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">';
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}${own}${entries}</ListBucketResult>`;
}

/** What the SDK's own reader of XML makes of an answer's entries; of one that it refuses, the sentence that says so. */
export async function readBySdk(xml: string): Promise<readonly ListedEntry[] | string> {
  try {
    const { Contents: contents = [] } = await outputOfSdk(xml);
    return contents.map(({ Key, LastModified, ETag, Size, StorageClass }) => ({
      Key,
      LastModified,
      ETag,
      Size,
      StorageClass,
    }));
  } catch (error) {
    return String(error);
  }
}

/** The same of what an answer says of itself. */
async function fieldsBySdk(xml: string): Promise<ListingFields | string> {
  try {
    const { Name, KeyCount, IsTruncated, NextContinuationToken, EncodingType } = await outputOfSdk(xml);
    return { Name, KeyCount, IsTruncated, NextContinuationToken, EncodingType };
  } catch (error) {
    return String(error);
  }
}

async function outputOfSdk(xml: string): Promise<ListObjectsV2CommandOutput> {
  const handle = async (): Promise<{ response: HttpResponse }> => ({
    response: new HttpResponse({ statusCode: 200, headers: {}, body: Readable.from([Buffer.from(xml)]) }),
  });
  const client = new S3Client({
    region: "us-east-1",
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    requestHandler: { handle },
  });
  return client.send(new ListObjectsV2Command({ Bucket: "b" }));
}

const blank = fc.constantFrom("", "", "", "", "", "", "\n", "\n  ", "\r\n\t");
const text = fc.oneof(
  { weight: 12, arbitrary: fc.stringMatching(/^[a-z/%+0-9]{0,8}$/) },
  { weight: 4, arbitrary: fc.constantFrom("&quot;a&quot;", "&amp;amp;", "&lt;b&gt;", "&apos;", "&#39;", "é😀") },
  fc.constantFrom("&#10;", "&nbsp;", " a ", "  "),
);
const time = fc.oneof(
  {
    weight: 30,
    arbitrary: fc
      .date({ min: new Date(0), max: new Date("2200-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  fc.constantFrom(
    "2024-02-29T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "2024-04-31T10:00:00.000Z",
    "2024-13-01T00:00:00Z",
    "2024-01-01T00:00:60Z",
    "1970-01-01",
    "",
  ),
);
const size = fc.oneof(
  { weight: 30, arbitrary: fc.nat().map(String) },
  fc.constantFrom("0", "007", "1e3", "-1", " 1", "99999999999999999"),
);
const field = fc.oneof(
  text.map((value) => `<ETag>${value}</ETag>`),
  text.map((value) => `<StorageClass>${value}</StorageClass>`),
  text.map((value) => `<Owner><ID>${value}</ID></Owner>`),
  text.map((value) => `<ChecksumAlgorithm>${value}</ChecksumAlgorithm>`),
);
const content = fc
  .tuple(text, time, size, fc.array(field, { maxLength: 3 }), blank)
  .map(([key, modified, bytes, others, between]) =>
    [`<Key>${key}</Key>`, `<LastModified>${modified}</LastModified>`, `<Size>${bytes}</Size>`, ...others].join(between),
  );
const ownField = fc.oneof(
  text.map((value) => `<Name>${value}</Name>`),
  text.map((value) => `<NextContinuationToken>${value}</NextContinuationToken>`),
  text.map((value) => `<Prefix>${value}</Prefix>`),
  fc.constantFrom("true", "false", "True", "1", "").map((value) => `<IsTruncated>${value}</IsTruncated>`),
  fc.constantFrom("1000", "0", "x", "").map((value) => `<KeyCount>${value}</KeyCount>`),
  fc.constantFrom(
    "<EncodingType>url</EncodingType>",
    "<Delimiter/>",
    "<CommonPrefixes><Prefix>a/</Prefix></CommonPrefixes>",
  ),
);
const own = fc.oneof(
  fc.constant(undefined),
  fc.array(ownField, { maxLength: 5 }).map((parts) => parts.join("")),
);
const whole = fc
  .tuple(own, fc.array(fc.tuple(content, blank), { maxLength: 4 }), blank)
  .map(([own, contents, begin]) => page(begin + contents.map(([one, behind]) => entry(one) + behind).join(""), own));
/** Of three answers one has something cut out of it, or put into it. */
const broken = fc
  .tuple(
    whole,
    fc.nat(),
    fc.nat({ max: 12 }),
    fc.constantFrom("", "", "<", ">", "&", "</Contents>", "<Contents>", "<Key>a</Key>", "<!--", "-->"),
  )
  .map(([xml, at, length, put]) => {
    const begin = at % xml.length;
    return xml.slice(0, begin) + put + xml.slice(begin + length);
  });
const answers = fc.oneof({ weight: 2, arbitrary: whole }, broken);
