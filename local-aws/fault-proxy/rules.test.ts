import { describe, expect, it } from "vitest";
import type { LoggedRequest } from "../store/request-log.ts";
import { errorAnswer } from "./faults.ts";
import { expireFirstKey, RuleBook, type When } from "./rules.ts";

const FAULT = errorAnswer(500, "InternalError");

describe("a rule", () => {
  const requests = [
    asRequest({ key: "a.csv" }),
    asRequest({ key: "b.csv", range: "bytes=1-" }),
    asRequest({ operation: "ListObjectsV2" }),
    asRequest({ key: "a.csv", range: "bytes=2-" }),
    asRequest({ key: "ab.csv" }),
  ];
  const cases: readonly (readonly [name: string, when: When, befalls: string])[] = [
    ["without a condition befalls all", {}, "xxxxx"],
    ["befalls an operation", { operation: "ListObjectsV2" }, "--x--"],
    ["befalls several operations", { operation: ["ListObjectsV2", "GetObject"] }, "xxxxx"],
    ["befalls a key", { key: "a.csv" }, "x--x-"],
    ["befalls keys by pattern", { key: /^a/ }, "x--xx"],
    ["befalls ranged requests", { range: true }, "-x-x-"],
    ["befalls requests without a range", { range: false }, "x-x-x"],
    ["befalls the nth match", { key: /^a/, nth: 2 }, "---x-"],
    ["befalls some from the nth match on", { nth: 2, times: 3 }, "-xxx-"],
    ["befalls the first ones", { times: 2 }, "xx---"],
    ["befalls what its test says", { test: ({ key }) => key === undefined }, "--x--"],
    ["befalls nothing with probability 0", { probability: 0 }, "-----"],
  ];
  it.each(cases)("%s", (_, when, befalls) => {
    const book = new RuleBook();
    book.replace([{ when, do: FAULT }]);
    expect(requests.map((request) => (book.choose(request) === undefined ? "-" : "x")).join("")).toBe(befalls);
  });
});

describe("rules", () => {
  it("leave the decision to the first that fires", () => {
    const other = errorAnswer(503, "SlowDown");
    const book = new RuleBook();
    book.replace([
      { when: { times: 1 }, do: FAULT },
      { when: {}, do: other },
    ]);
    expect([book.choose(asRequest({})), book.choose(asRequest({}))]).toEqual([FAULT, other]);
  });

  it("draw the same requests for the same seed, and others for another", () => {
    const draw = (seed: number): string => {
      const book = new RuleBook();
      book.replace([{ when: { probability: 0.5, seed }, do: FAULT }]);
      return Array.from({ length: 40 }, () => (book.choose(asRequest({})) === undefined ? "-" : "x")).join("");
    };
    expect(draw(7)).toBe(draw(7));
    expect(draw(7)).not.toBe(draw(8));
  });

  it("expire an access key until the client comes with another", () => {
    const book = new RuleBook();
    book.replace([expireFirstKey()]);
    const chosen = ["OLD", "OLD", "NEW", "OLD", "NEW"].map((key) => book.choose(signedBy(key)) !== undefined);
    expect(chosen).toEqual([true, true, false, true, false]);
  });
});

function asRequest(differs: Partial<LoggedRequest>): LoggedRequest {
  return {
    method: "GET",
    path: "/bucket",
    operation: "GetObject",
    bucket: "bucket",
    key: undefined,
    range: undefined,
    headers: new Map(),
    status: 0,
    bytesSent: 0,
    at: new Date(0),
    ...differs,
  };
}

function signedBy(accessKeyId: string): LoggedRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/s3/aws4_request`;
  return asRequest({ headers: new Map([["authorization", authorization]]) });
}
