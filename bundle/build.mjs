// `npm run build`: what rolldown's own command does, without its list of files.
import { rolldown } from "rolldown";
import { loadConfig } from "rolldown/config";

for (const { output, ...input } of await loadConfig("rolldown.config.ts")) {
  const bundle = await rolldown({ ...input, logLevel: "silent" });
  await bundle.write(output);
  await bundle.close();
}
