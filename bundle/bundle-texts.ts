import { readFileSync } from "node:fs";
import type { Plugin } from "rolldown";

/** Puts files that a browser is to have into the bundle as they are: what is one file cannot lose another. */
export const bundleTexts: Plugin = {
  name: "bundle-texts",
  load: {
    filter: { id: /\/page\.css$|\/browser\.js$|\/htmx\.min\.js$/ },
    handler: (id) => ({ code: `export const text = ${JSON.stringify(readFileSync(id, "utf8"))};`, moduleType: "js" }),
  },
};
