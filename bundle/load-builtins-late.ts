import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

const mark = "\0builtin:";

/**
 * Lets each module load Node's own modules when it is run itself. The bundler would load them all at the beginning of
 * the script, before it is known whether any of them is needed: --version would wait for TLS.
 */
export const loadBuiltinsLate: Plugin = {
  name: "load-builtins-late",
  resolveId: {
    order: "pre",
    handler: (name, importer) => {
      if (!isBuiltin(name)) return null;
      return importer?.startsWith(mark) === true ? { id: name, external: true } : `${mark}${name}`;
    },
  },
  load: {
    filter: { id: new RegExp(`^${mark}`) },
    handler: (id) => ({ code: `module.exports = require("${id.slice(mark.length)}");`, moduleType: "js" }),
  },
};
