import fc from "fast-check";
import { expect, test } from "vitest";
import { TapError } from "../errors.ts";
import { attempt, retryPolicyOf, type Task } from "./retry.ts";

function failing(code: string, status: number | null, headers: Record<string, string> = {}): Error {
  return Object.assign(new Error("no"), {
    name: code,
    $metadata: status === null ? {} : { httpStatusCode: status },
    $response: { headers },
  });
}

function task(hasAnswered: boolean): Task {
  return {
    name: "try",
    answered: () => hasAnswered,
    explain: (failure, retries) => new TapError("unreachable", `${failure.code} ${retries}`),
  };
}

/** The waits until the task is given up. */
async function waitsFor(
  error: Error,
  options: { answered?: boolean; maxRetries?: number; random?: () => number } = {},
) {
  const waits: number[] = [];
  const retryPolicy = {
    ...retryPolicyOf(options.maxRetries ?? 10),
    random: options.random ?? (() => 0),
    sleep: async (ms: number) => {
      waits.push(ms);
    },
  };
  const outcome = attempt(retryPolicy, task(options.answered ?? true), async () => {
    throw error;
  });
  await expect(outcome).rejects.toBeInstanceOf(TapError);
  return waits;
}

test("Ten retries outlast a minute whatever the dice say, and end within three", async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 0.999, noNaN: true }), async (dice) => {
      const waits = await waitsFor(failing("SlowDown", 503), { random: () => dice });
      const total = waits.reduce((sum, ms) => sum + ms, 0);
      expect(waits).toHaveLength(10);
      expect(total).toBeGreaterThan(60_000);
      expect(total).toBeLessThan(180_000);
    }),
  );
});

const network = (code: string): Error => Object.assign(new Error("no"), { code });

test.each<[string, Error, boolean, number]>([
  ["a busy store", failing("SlowDown", 503), true, 10],
  ["a store that was never reached and is busy", failing("InternalError", 500), false, 10],
  ["an unreadable gateway error", failing("Error", 502), true, 10],
  ["too many requests", failing("Unknown", 429), true, 10],
  ["a reset", network("ECONNRESET"), false, 10],
  ["a time-out", failing("TimeoutError", null), false, 10],
  ["a refused connection after answers", network("ECONNREFUSED"), true, 10],
  ["a refused connection before any answer", network("ECONNREFUSED"), false, 4],
  ["an unknown host before any answer", network("ENOTFOUND"), false, 4],
  ["an answer that is none", failing("Error", 200), true, 4],
  ["a denial", failing("AccessDenied", 403), true, 0],
  ["a missing bucket", failing("NoSuchBucket", 404), true, 0],
  ["an unknown key id", failing("InvalidAccessKeyId", 403), true, 0],
  ["what the store cannot do", failing("NotImplemented", 501), true, 0],
  ["missing credentials", failing("CredentialsProviderError", null), true, 0],
])("%s is worth so many retries", async (_, error, answered, retries) => {
  expect(await waitsFor(error, { answered })).toHaveLength(retries);
});

test("A store that says how long to wait is believed, within reason", async () => {
  const random = (): number => 0.999;
  expect(await waitsFor(failing("SlowDown", 503, { "retry-after": "7" }), { maxRetries: 1, random })).toEqual([7000]);
  expect(await waitsFor(failing("SlowDown", 503, { "retry-after": "9999" }), { maxRetries: 1, random })).toEqual([
    24_000,
  ]);
});

test("A bad minute before does not use up the few tries that nonsense is worth", async () => {
  const errors = [
    ...Array.from({ length: 6 }, () => failing("SlowDown", 503)),
    ...Array.from({ length: 3 }, () => failing("Error", 200)),
  ];
  const retryPolicy = { ...retryPolicyOf(10), sleep: async () => {} };
  const result = await attempt(retryPolicy, task(true), async () => {
    const error = errors.shift();
    if (error !== undefined) {
      throw error;
    }
    return "done";
  });
  expect(result).toBe("done");
});
