import type { Plugin } from "rolldown";

/** Leaves out what the SDK tells browsers apart with, which it exports beside what it asks in Node, and never calls there. */
export const leaveOutBrowsers: Plugin = {
  name: "leave-out-browsers",
  load: {
    filter: { id: /\/createUserAgentStringParsingProvider\.js$/ },
    handler: () => ({
      code: 'export const createUserAgentStringParsingProvider = () => { throw new Error("The bundle is not for browsers"); };',
      moduleType: "js",
    }),
  },
};
