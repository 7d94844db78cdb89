import type { Plugin } from "rolldown";

/**
 * Lets a function load a package when it is first called, without a promise: what is written as
 * `createRequire(import.meta.url)("package")`, which Node understands, becomes a require that the bundler follows.
 */
export const requireLate: Plugin = {
  name: "require-late",
  transform: {
    filter: { code: "createRequire(import.meta.url)(" },
    handler: (code) => ({ code: code.replaceAll("createRequire(import.meta.url)(", "require("), map: null }),
  },
};
