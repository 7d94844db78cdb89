import { afterAll, beforeAll, describe } from "vitest";
import { testListingsOn } from "./servers/listing-cases.ts";
import { localCredentials, localServers, startLocalServer } from "./servers/local-servers.ts";
import { testTapOn, type TapDeviations } from "./servers/tap-cases.ts";

// Go's XML encoder replaces it, and neither program honours encoding-type.
const goSpoilsControls = { "a control character": "the listing has U+FFFD in its place" };

/** Where there are no uploads. */
const notFoundForNone = [
  /Cannot list multipart uploads in progress: the store cannot list multipart uploads \(NoSuchUpload/,
];

const deviations: Readonly<Record<string, TapDeviations>> = {
  // Seen with Werkzeug 3, which unquotes the path before it looks for the end of a line.
  "moto 5.2.5": { refusesKeys: { "a line break": "Error" } },
  "versitygw 1.7.0": { spoilsKeys: goSpoilsControls },
  "ministack 1.5.33": { takesCustomerKeys: true },
  "gofakes3 1.2.0": { spoilsKeys: goSpoilsControls, warns: notFoundForNone },
  // It is built on gofakes3.
  "rclone 1.75.0": {
    spoilsKeys: { "the same letter decomposed": "it is put in the place of the composed one" },
    warns: notFoundForNone,
  },
  "s3proxy 3.1.0": { refusesParts: "it answers 500 to each part, whether it keeps objects in memory or in files" },
};

describe.each(localServers.map((server) => [server.name, server] as const))("The tap on %s", (name, server) => {
  describe.skipIf(!server.isPossible())("(skipped where it cannot be installed)", () => {
    let running: Awaited<ReturnType<typeof startLocalServer>> | undefined;
    beforeAll(async () => {
      running = await startLocalServer(server);
    });
    afterAll(() => running?.stop());
    const serverOf = () => ({ endpoint: running?.endpoint ?? "", credentials: localCredentials });
    testTapOn(serverOf, deviations[name]);
    // It takes every key as it is.
    if (name === "ministack 1.5.33") testListingsOn(serverOf);
  });
});
