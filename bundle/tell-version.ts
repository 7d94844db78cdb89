import type { Plugin } from "rolldown";
import packageFile from "../package.json" with { type: "json" };

const { version } = packageFile;

/** Of package.json, the program needs its version: what else is in there is for those who build it. */
export const tellVersion: Plugin = {
  name: "tell-version",
  load: {
    filter: { id: /^(?!.*node_modules).*\/package\.json$/ },
    handler: () => ({ code: JSON.stringify({ version }), moduleType: "json" }),
  },
};
