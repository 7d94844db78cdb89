import type { Plugin } from "rolldown";

/** What rolldown puts before a module that is loaded late. */
const helper = "__esmMin = (fn, res, err) => () => {";

/** Lets the program note which of its modules a run has loaded, by their numbers in the script: `exports.loaded` of launch.ts. */
export const noteLoaded: Plugin = {
  name: "note-loaded",
  transform: {
    filter: { id: /rolldown\/runtime\.js$/ },
    handler: (code) => {
      if (!code.includes(helper)) throw new Error(`The bundler no longer has a helper that begins with ${helper}`);
      const noting = `__esmMin = (fn, res, err, id = moduleCount++) => () => {\n  if (fn) exports.loaded?.push(id);`;
      return { code: `let moduleCount = 0;\n${code.replace(helper, noting)}`, map: null };
    },
  },
};
