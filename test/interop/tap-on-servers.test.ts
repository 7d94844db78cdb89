import { afterAll, beforeAll, describe, it } from "vitest";
import { testFaultsOn } from "./servers/fault-cases.ts";
import { CEPH, missingPrograms, startRealServer, SWIFT, type RealServer } from "./servers/real-server.ts";
import { testTapOn, type TapDeviations } from "./servers/tap-cases.ts";

const deviations: readonly (readonly [RealServer, TapDeviations])[] = [
  [CEPH, { many: 1000 }],
  [SWIFT, { many: 300 }],
];

for (const [server, deviation] of deviations) {
  const missing = missingPrograms(server);
  if (missing.length > 0) {
    it.skip(`The tap on ${server.name}: not installed: ${missing.join(", ")}`, () => {});
    continue;
  }
  describe(`The tap on ${server.name}`, () => {
    let running: Awaited<ReturnType<typeof startRealServer>> | undefined;
    beforeAll(async () => {
      running = await startRealServer(server);
    });
    afterAll(() => running?.stop());
    const serverOf = () => ({ endpoint: running?.endpoint ?? "", credentials: server.credentials });
    testTapOn(serverOf, deviation);
    describe("through a proxy that breaks answers", () => testFaultsOn(serverOf));
  });
}
