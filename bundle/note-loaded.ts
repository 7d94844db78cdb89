import type { Plugin } from "rolldown";

/** What rolldown makes of a module: a function that runs it when it is called first. */
const module = /(function (init_[\w$]+)\(\) \{\s*return \()(?=\2 = )/g;

/** Lets the program note which of its modules a run has loaded, by their numbers in the script: `note$` of launch.ts. */
export const noteLoaded: Plugin = {
  name: "note-loaded",
  renderChunk(code, { name }) {
    let count = 0;
    const noting = code.replaceAll(module, (_, start: string) => `${start}note$(${count++}), `);
    if (count < code.split("= require_rolldown_runtime").length - 1) {
      throw new Error(`The bundler no longer makes a function of each module of ${name}`);
    }
    return { code: noting, map: null };
  },
};
