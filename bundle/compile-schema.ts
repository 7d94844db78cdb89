import standalone from "ajv/dist/standalone/index.js";
import type { Plugin } from "rolldown";
import { accepts, ajv } from "../src/config/accepts.ts";

/**
 * Puts the finished code of the config's validator in the place of the file that makes it when it is loaded: making it
 * takes longer than most configs take to be read. https://ajv.js.org/standalone.html
 */
export const compileSchema: Plugin = {
  name: "compile-schema",
  load: {
    filter: { id: /\/src\/config\/accepts\.ts$/ },
    handler: () => ({
      code: `${standalone.default(ajv, accepts)}\nexport { validate as accepts };\n`,
      moduleType: "js",
    }),
  },
};
