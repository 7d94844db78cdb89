import { isBuiltin } from "node:module";
import type { Plugin } from "rolldown";

const mark = "\0builtin:";

const unused = "\0unused";

/**
 * What a package loads with itself and the tap does not use: commander for subcommands that are programs of their own,
 * 4 ms, and pino for transports, 1 ms.
 */
const needless = [
  ["commander", "child_process"],
  ["pino", "worker_threads"],
] as const;

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
      if (needless.some(([owner, one]) => name.endsWith(one) && importer?.includes(`/${owner}/`) === true))
        return unused;
      return importer?.startsWith(mark) === true ? { id: name, external: true } : `${mark}${name}`;
    },
  },
  load: {
    filter: { id: new RegExp(`^(?:${mark}|${unused}$)`) },
    handler: (id) => ({
      code: id === unused ? "module.exports = {};" : `module.exports = require("${id.slice(mark.length)}");`,
      moduleType: "js",
    }),
  },
};
