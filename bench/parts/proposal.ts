import type { Findings } from "../figure.ts";
import { type Command, measure, nodeCommand, type Run } from "../measure.ts";
import { catalogOf } from "../recipe.ts";
import { binary, startStoreProcess, type StoreProcess, tapCommand } from "../tap.ts";

/** What a proposal takes beyond a listing of the same keys, at worst of so many runs. */
export async function measureProposal(keys: number, count: number): Promise<Findings> {
  const store = await startStoreProcess({ lake: { count: keys, text: "id,name\n1,x\n2,y\n" } });
  try {
    const catalog = catalogOf([{ name: "id", type: "integer" }]);
    const state = { bookmarks: { bench: { modified_since: "2035-01-01T00:00:00+00:00" } } };
    const listed = await measure(tapCommand(store, "^.*csv$", { catalog, state }));
    // How much garbage gathers is a matter of chance, and the goal is for each run.
    const runs: Run[] = [];
    for (let run = 0; run < count; run++) runs.push(await measure(proposeCommand(store)));
    const proposed = runs.reduce((worst, run) => (run.peakKb > worst.peakKb ? run : worst));
    const name = `a config proposed from ${keys} keys`;
    const figures = [
      { name: `${name}: wall time`, value: proposed.wallMs / 1000, unit: "s" },
      { name: `${name}: CPU`, value: proposed.cpuMs / 1000, unit: "s" },
      { name: `${name}: peak memory`, value: proposed.peakKb / 1024, unit: "MB" },
      {
        name: `${name}: memory beyond their listing`,
        value: (proposed.peakKb - listed.peakKb) / 1024,
        unit: "MB",
        goal: { atMost: 200 },
      },
    ];
    return { figures, results: [], remarks: [] };
  } finally {
    store.stop();
  }
}

function proposeCommand({ url, accessKeyId, secretAccessKey }: StoreProcess): Command {
  return nodeCommand(binary, ["--bucket", "bench", "--propose"], {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
}
