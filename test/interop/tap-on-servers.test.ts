import { afterAll, beforeAll, describe, it } from "vitest";
import { testFaultsOn } from "./servers/fault-cases.ts";
import { testListingsOn } from "./servers/listing-cases.ts";
import { CEPH, missingPrograms, startRealServer, SWIFT } from "./servers/real-server.ts";
import { testTapOn } from "./servers/tap-cases.ts";

for (const server of [CEPH, SWIFT]) {
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
    testTapOn(serverOf, { takesCustomerKeys: server === CEPH });
    testListingsOn(serverOf);
    describe("through a proxy that breaks answers", () => testFaultsOn(serverOf));
  });
}
