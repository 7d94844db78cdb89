import { test } from "vitest";
import { compareWithSdk } from "../support/listing-answers.ts";

test("The tap takes from 10,000 answers of a listing what the SDK would, or leaves them to it", async () => {
  await compareWithSdk(10_000);
});
