import { expect, test } from "vitest";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();
const lastModified = new Date("2026-01-02T00:00:00Z");
const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

test.each([
  ["a key of nobody", '{"foo":1}', /no "bookmarks" but "foo"/],
  ["a misspelt key", '{"bookmark":{"t":{}}}', /no "bookmarks" but "bookmark"/],
  ["a state nested 20,000 deep", `{"bookmarks":{"t":{"x":${deep(20_000)}}}}`, /nested more than 1000 levels deep/],
])("a state with %s is refused in a sentence, and not taken for an empty one", async (_, state, message) => {
  store().put(bucketName, "a.csv", "id\n1\n");
  const run = await runTap({ config: configFor(store()), catalog: catalogFor(["id"]), state });
  expect(run).toMatchObject({ code: 2, stdout: "", complaints: [expect.stringMatching(message)] });
});

test("a catalog nested 20,000 deep is refused, and one without streams told", async () => {
  const config = configFor(store());
  const nested = await runTap({ config, catalog: `{"streams":${deep(20_000)}}` });
  expect(nested).toMatchObject({
    code: 2,
    complaints: [expect.stringMatching(/catalog.*nested more than 1000 levels/)],
  });
  const empty = await runTap({ config, catalog: { streams: [] } });
  expect(empty).toMatchObject({
    code: 0,
    complaints: [expect.stringMatching(/catalog has no streams, so nothing is read/)],
  });
});

test("what Meltano keeps around a state is looked through", async () => {
  store().put(bucketName, "a.csv", "id\n1\n", { lastModified });
  const input = { config: configFor(store()), catalog: catalogFor(["id"]) };
  const { state } = await runTap(input);
  expect((await runTap({ ...input, state: { singer_state: state } })).records).toEqual([]);
});

test("a floor in the future is told, and files that come now are read", async () => {
  store().put(bucketName, "a.csv", "id\n1\n", { lastModified });
  const input = { config: configFor(store()), catalog: catalogFor(["id"]) };
  const { state } = await runTap(input);
  const bookmark = Object(state.bookmarks["t"]);
  for (const wrong of [
    { ...bookmark, _files: { ...bookmark._files, floor: "2099-01-01T00:00:00.000Z" } },
    { ...bookmark, modified_since: "2099-01-01T00:00:00+00:00" },
  ]) {
    const told = await runTap({ ...input, state: { bookmarks: { t: wrong } } });
    expect(told.records).toEqual([]);
    expect(told.complaints).toEqual([expect.stringMatching(/read up to 2099.*has not reached/)]);
    store().put(bucketName, "b.csv", "id\n2\n");
    const next = await runTap({ ...input, state: told.state });
    expect(next).toMatchObject({ complaints: [], records: [{ id: "2" }] });
    store().remove(bucketName, "b.csv");
  }
});

test("a position behind the end of its file is told, and the file is read from its beginning", async () => {
  store().put(bucketName, "a.csv", "id\n1\n2\n", { lastModified });
  const input = { config: { ...configFor(store()), checkpoint_records: 1 }, catalog: catalogFor(["id"]) };
  const { messages } = await runTap(input);
  const begun = messages
    .flatMap((message) => (message.type === "STATE" ? [message.value] : []))
    .find((state) => Object(state.bookmarks["t"])._files?.part);
  const bookmark = Object(begun?.bookmarks["t"]);
  const part = { ...bookmark._files.part, byte: 1000 };
  const run = await runTap({
    ...input,
    state: { bookmarks: { t: { ...bookmark, _files: { ...bookmark._files, part } } } },
  });
  expect(run.records.map(({ id }) => id)).toEqual(["1", "2"]);
  expect(run.complaints).toEqual([expect.stringMatching(/"a.csv" was read to a place behind its end/)]);
});
