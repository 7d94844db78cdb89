import type { Plugin } from "rolldown";

/** Leaves the page of --setup to a script of its own, which the program finds beside itself when it is asked for. */
export const leaveOutPage: Plugin = {
  name: "leave-out-page",
  resolveId: {
    filter: { id: /\/setup-page\/serve-page\.ts$/ },
    handler: () => ({ id: "./setup-page.cjs", external: true }),
  },
};
