import type { Plugin } from "rolldown";

/**
 * Leaves out what pino writes to files and from other threads with. The tap gives it a stream, since its last lines would
 * be lost with the process, and loading the rest takes longer than pino. https://getpino.io/#/docs/transports
 */
export const leaveOutTransports: Plugin = {
  name: "leave-out-transports",
  load: {
    filter: { id: /\/(?:pino\/lib\/transport|sonic-boom\/index)\.js$/ },
    handler: () => ({
      code: 'module.exports = function () { throw new Error("The bundle has no transports"); };',
      moduleType: "js",
    }),
  },
};
