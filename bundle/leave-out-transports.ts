import type { Plugin } from "rolldown";

/**
 * Leaves out what pino writes from other threads with. The tap never asks for it, since its last lines would be lost
 * with the process, and loading it takes as long as the rest of pino. https://getpino.io/#/docs/transports
 */
export const leaveOutTransports: Plugin = {
  name: "leave-out-transports",
  load: {
    filter: { id: /\/pino\/lib\/transport\.js$/ },
    handler: () => ({
      code: 'module.exports = () => { throw new Error("The bundle has no transports"); };',
      moduleType: "js",
    }),
  },
};
