import { errorAnswer, htmlAnswer, type Fault } from "../../local-aws/fault-proxy/faults.ts";
import type { FaultRule } from "../../local-aws/fault-proxy/rules.ts";

/** A way to store rows. */
export interface Stored {
  readonly format: string;
  readonly key: string;
  readonly body: Buffer;
}

/** Something that a broken store, or what stands before it, does to the answers to GET. */
export interface Misdeed {
  readonly name: string;
  /** Rules for one object; the fault befalls one answer, or all. `replace` puts another object in its place. */
  readonly rules: (stored: Stored, often: "once" | "always", replace: () => void) => readonly FaultRule[];
  /** The store tells the checksum of a whole object. */
  readonly hasChecksum: boolean;
  /** The object is another one afterwards. */
  readonly isReplacing?: true;
}

/** Bytes into an answer: well behind the header, and within every object of the matrix. */
const inside = 60_000;

/** Every fault of an answer to GET. Each befalls either one request of each object, or all of them. */
export const misdeeds: readonly Misdeed[] = [
  plainly("RST in the middle", { kind: "reset", after: inside }),
  plainly("RST before the head", { kind: "reset-before-headers" }),
  plainly("FIN in the middle", { kind: "end", after: inside }),
  plainly("FIN before the first byte", { kind: "end", after: 0 }),
  plainly("cut within the head", { kind: "cut-headers" }),
  plainly("stall in the middle", { kind: "stall", after: inside }),
  plainly("stall before the head", { kind: "stall-before-headers" }),
  plainly("trickle", { kind: "pace", bytesPerSecond: 20 }),
  plainly("slow", { kind: "pace", bytesPerSecond: 1_000_000 }),
  plainly("short Content-Length", { kind: "short-length", bytes: inside }),
  plainly("no Content-Length", { kind: "no-length", framing: "close" }),
  plainly("no Content-Length, cut", { kind: "no-length", framing: "close", after: inside }),
  plainly("chunks, cut in the middle", { kind: "no-length", framing: "chunks", after: inside }),
  plainly("chunks without the last one", { kind: "no-length", framing: "chunks", abrupt: true }),
  plainly("more bytes, counted", { kind: "extra", bytes: 9, declared: true }),
  plainly("more bytes, not counted", { kind: "extra", bytes: 9, declared: false }),
  plainly("another ETag", { kind: "headers", headers: { etag: '"another"' } }),
  plainly("no ETag", { kind: "headers", headers: { etag: "" } }),
  plainly("500 InternalError", errorAnswer(500, "InternalError")),
  plainly("503 SlowDown", errorAnswer(503, "SlowDown")),
  plainly("403 AccessDenied", errorAnswer(403, "AccessDenied")),
  plainly("403 RequestTimeTooSkewed", errorAnswer(403, "RequestTimeTooSkewed")),
  plainly("400 ExpiredToken", errorAnswer(400, "ExpiredToken")),
  plainly("404 NoSuchKey", errorAnswer(404, "NoSuchKey")),
  plainly("200 with HTML", htmlAnswer()),
  plainly("200 with nothing", { kind: "answer", status: 200 }),
  plainly("502 with HTML", htmlAnswer(502)),
  resumed("206 with another start", () => ({ kind: "wrong-start", shift: 5 })),
  resumed("200 to a range", ({ body }) => ({ kind: "ignore-range", whole: body })),
  resumed("412 PreconditionFailed to a range", () => errorAnswer(412, "PreconditionFailed")),
  resumed("416 InvalidRange to a range", () => errorAnswer(416, "InvalidRange")),
  plainly("412 PreconditionFailed", errorAnswer(412, "PreconditionFailed")),
  plainly("416 InvalidRange", errorAnswer(416, "InvalidRange")),
  replacing("replaced behind the first answer", { nth: 1, after: 0, ending: "go-on" }),
  replacing("replaced in the middle", { after: inside, ending: "go-on" }),
  replacing("replaced in the middle, and cut", { after: inside, ending: "reset" }),
  flipped("a flipped bit, with a checksum", true),
  flipped("a flipped bit, without a checksum", false),
];

/** Nobody can notice that: the bytes are wrong, and nothing says what they should be. */
export function isUnseen({ name, hasChecksum }: Misdeed, { format }: Stored): boolean {
  // What is read by ranges has CRCs of its own: the store's checksum is of the whole.
  return name.startsWith("a flipped bit") && !hasChecksum && !["gzip", "zip", "parquet"].includes(format);
}

function plainly(name: string, fault: Fault): Misdeed {
  return {
    name,
    rules: (stored, often) => [{ when: { ...getOf(stored), ...(often === "once" ? onceIn(stored) : {}) }, do: fault }],
    hasChecksum: true,
  };
}

/** A fault that shows only when a body is resumed: the first answer is cut. */
function resumed(name: string, faultOf: (stored: Stored) => Fault): Misdeed {
  return {
    name,
    rules: (stored, often) => [
      { when: { ...getOf(stored), ...onceIn(stored) }, do: { kind: "reset", after: inside } },
      {
        when: { ...getOf(stored), range: true, ...(often === "once" ? onceIn(stored) : {}) },
        do: faultOf(stored),
      },
    ],
    hasChecksum: true,
  };
}

/** Another object takes its place while an answer is under way: the `nth`, or the one that the other faults befall. */
function replacing(
  name: string,
  { nth, after, ending }: { readonly nth?: number; readonly after: number; readonly ending: "go-on" | "reset" },
): Misdeed {
  return {
    name,
    rules: (stored, often, replace) => {
      const once = nth === undefined ? onceIn(stored) : { nth };
      const when = { ...getOf(stored), ...(often === "once" ? once : {}) };
      return [{ when, do: { kind: "hook", after, run: replace, ending } }];
    },
    hasChecksum: true,
    isReplacing: true,
  };
}

function flipped(name: string, hasChecksum: boolean): Misdeed {
  return {
    name,
    rules: (stored, often) => {
      // Of Parquet, the first answer is its end, of which hardly more than the footer is looked at.
      const once = stored.format === "parquet" ? { nth: 2 } : onceIn(stored);
      return [{ when: { ...getOf(stored), ...(often === "once" ? once : {}) }, do: { kind: "flip", at: inside } }];
    },
    hasChecksum,
  };
}

/** Of an archive the first answer is its directory, and the second a file in it. */
function onceIn({ format }: Stored): { readonly nth: number } {
  return { nth: format === "zip" ? 2 : 1 };
}

/** The requests for one object; of an archive only those for a range, since it is read by nothing else. */
function getOf({ key, format }: Stored): Pick<FaultRule["when"], "operation" | "key" | "test"> {
  return {
    operation: "GetObject",
    key,
    test: (request) => format !== "zip" || request.range !== undefined,
  };
}
