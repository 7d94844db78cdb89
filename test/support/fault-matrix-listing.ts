import { errorAnswer, type Fault } from "../../local-aws/fault-proxy/faults.ts";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";
import type { Misdeed, Stored } from "./fault-matrix.ts";

/**
 * What befalls questions, and not the bodies of objects: the same for every format. They share a run of their own,
 * since what a store refuses once the tap does not ask for again.
 */
export const questionMisdeeds: readonly Misdeed[] = [
  listing("a listing that stalls", () => ({ kind: "stall", after: 200 })),
  listing("a listing that stalls before its head", () => ({ kind: "stall-before-headers" })),
  listing("a listing that trickles", () => ({ kind: "pace", bytesPerSecond: 20 })),
  uploads("?uploads that stalls", { kind: "stall", after: 50 }),
  uploads("?uploads that trickles", { kind: "pace", bytesPerSecond: 20 }),
  uploads("?uploads that stalls before its head", { kind: "stall-before-headers" }),
  listing("empty pages without end", emptyPages),
  listing("an entry twice", () => edit((entry) => entry + entry)),
  listing("a key twice, of two sizes", () => edit((entry) => entry + entry.replace(/<Size>/, "<Size>1"))),
  listing("a page again, under another token", pageAgain),
  listing("a size that is a word", () => edit((entry) => entry.replace(/<Size>\d+/, "<Size>x"))),
  listing("a negative size", () => edit((entry) => entry.replace(/<Size>\d+/, "<Size>-5"))),
  listing("an endless size", () => edit((entry) => entry.replace(/<Size>\d+/, "<Size>1e400"))),
  listing("an empty size", () => edit((entry) => entry.replace(/<Size>\d+/, "<Size>"))),
  listing("no size", () => edit((entry) => entry.replace(/<Size>.*<\/Size>/, ""))),
  listing("an ETag with a line break", () => edit((entry) => entry.replace(/<ETag>/, "<ETag>&#xA;"))),
  listing("a folder without a size", ({ key }) =>
    edit((entry) => entry.replace(`<Key>${key}`, `<Key>${key}/`).replace(/<Size>.*<\/Size>/, "") + entry),
  ),
  listing("404 NoSuchKey to a listing", () => errorAnswer(404, "NoSuchKey")),
  listing("301 to another host", () => errorAnswer(301, "PermanentRedirect", { location: "http://127.0.0.2:9/lake" })),
  listing("the endpoint of another region", () => errorAnswer(400, "AuthorizationHeaderMalformed")),
  {
    name: "501 to x-amz-checksum-mode",
    hasChecksum: true,
    rules: ({ key }, often) => [
      {
        when: {
          operation: "GetObject",
          key,
          test: ({ headers }) => headers.has("x-amz-checksum-mode"),
          ...(often === "once" ? { nth: 1 } : {}),
        },
        do: errorAnswer(501, "NotImplemented"),
      },
    ],
  },
];

function listing(name: string, faultOf: (stored: Stored) => Fault): Misdeed {
  return {
    name,
    hasChecksum: true,
    rules: (stored, often) => [rule("ListObjectsV2", stored, often, faultOf(stored))],
  };
}

function uploads(name: string, fault: Fault): Misdeed {
  return {
    name,
    hasChecksum: true,
    rules: (stored, often) => [rule("ListMultipartUploads", stored, often, fault)],
  };
}

function rule(operation: string, { key }: Stored, often: "once" | "always", fault: Fault): FaultRule {
  const test = ({ path }: { readonly path: string }): boolean =>
    new URLSearchParams(path.split("?")[1]).get("prefix") === key;
  return { when: { operation, test, ...(often === "once" ? { nth: 1 } : {}) }, do: fault };
}

/** Changes what stands in the listing of one object. */
function edit(change: (entry: string) => string): Fault {
  return { kind: "edit", change: (body) => body.replace(/<Contents>.*?<\/Contents>/s, change) };
}

function emptyPages(): Fault {
  let pages = 0;
  return {
    kind: "edit",
    change: (body) => goingOn(body, (pages += 1)).replace(/<Contents>.*<\/Contents>/s, ""),
  };
}

function pageAgain(): Fault {
  let pages = 0;
  return { kind: "edit", change: (body) => goingOn(body, (pages += 1)) };
}

/** With a token that the store takes for one of its own, and that leaves nothing out. */
function goingOn(body: string, page: number): string {
  const token = Buffer.from(`after:!${page}`).toString("base64url");
  const next = `<IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>`;
  return body.replace(/<IsTruncated>\w+<\/IsTruncated>/, next);
}
