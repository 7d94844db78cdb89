import { afterEach, expect, test } from "vitest";
import { startObjectServer, type Fault, type ObjectServer } from "../../local-aws/object-server/object-server.ts";
import { connectionTo, hurried } from "../../test/support/s3-connection.ts";
import { openStore } from "./open-store.ts";

let server: ObjectServer;
afterEach(async () => server.close());

const entry =
  "<Contents><Key>a.csv</Key><Size>1</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>";

function listing(inner: string): Fault {
  return ({ response }) => {
    response.end(`<?xml version="1.0"?><ListBucketResult>${inner}</ListBucketResult>`);
  };
}

const large: readonly (readonly [string, Fault])[] = [
  ["an answer of too many tags", listing(`<Name>b</Name>${"<a/>".repeat(400_000)}<IsTruncated>false</IsTruncated>`)],
  [
    "an answer with a key that is too long",
    listing(`<Name>b</Name><IsTruncated>false</IsTruncated>${entry.replace("a.csv", "a".repeat(70_000))}`),
  ],
  [
    "an answer with a token that is too long",
    listing(
      `<Name>b</Name><IsTruncated>true</IsTruncated><NextContinuationToken>${"t".repeat(70_000)}</NextContinuationToken>`,
    ),
  ],
  [
    "an answer of too many entities",
    listing(
      `<Name>b</Name><IsTruncated>false</IsTruncated>${entry.replace("a.csv", `<!-- -->${"&lt;".repeat(400_000)}`)}`,
    ),
  ],
  ["an error that is too large", ({ response }) => response.writeHead(400).end("<Error>".padEnd(2_000_000, "<a/>"))],
];

test.each(large)("What would take much memory to read is none, and asked for again: %s", async (_, answer) => {
  server = await startObjectServer(Buffer.alloc(0), [], answer);
  const options = hurried();
  const store = await openStore(connectionTo(server.url), options);
  await expect(store.find("a.csv")).rejects.toThrow(/the answer (?:has|is larger)/);
  expect(options.events.filter(({ kind }) => kind === "retry")).toHaveLength(4);
});
