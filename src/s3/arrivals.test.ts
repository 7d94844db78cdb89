import { expect, test } from "vitest";
import { Arrivals } from "./arrivals.ts";

test("promises are handed out in the order in which they settle", async () => {
  const arrivals = new Arrivals<string>();
  const [slow, quick] = [deferred(), deferred()];
  arrivals.add(slow.promise);
  arrivals.add(quick.promise);
  const first = arrivals.next();
  quick.resolve("quick");
  expect(await first).toBe("quick");
  slow.resolve("slow");
  expect([await arrivals.next(), arrivals.size]).toEqual(["slow", 0]);
});

test("what settles while nobody waits is kept, and a failure is thrown to whoever takes it", async () => {
  const arrivals = new Arrivals<string>();
  arrivals.add(Promise.resolve("there"));
  arrivals.add(Promise.reject(new Error("refused")));
  await new Promise(setImmediate);
  expect(await arrivals.next()).toBe("there");
  await expect(arrivals.next()).rejects.toThrow("refused");
});

function deferred(): { readonly promise: Promise<string>; readonly resolve: (value: string) => void } {
  let resolve: (value: string) => void = () => {};
  const promise = new Promise<string>((settle) => (resolve = settle));
  return { promise, resolve: (value) => resolve(value) };
}
