import { afterAll, describe, it } from "vitest";
import { describeConformance, type Deviations } from "../../local-aws/store/conformance/suite.ts";
import type { ServerUnderTest } from "../../local-aws/store/conformance/bench.ts";
import { CEPH, missingPrograms, startRealServer, SWIFT, type RealServer } from "./servers/real-server.ts";

const CEPH_ROLE = {
  arn: "arn:aws:iam:::role/reader",
  credentials: { accessKeyId: "otherkey", secretAccessKey: "othersecret" },
};

// Seen with radosgw 16.2 of Debian 12.
const CEPH_DEVIATIONS: Deviations = {
  "tells times in whole seconds": "it tells milliseconds",
  "sends the CRC32 it was given when the client asks for it": "it keeps no checksums",
  "takes a stream that is sent in aws-chunked framing": "it answers 411 MissingContentLength",
  "copies an object with its ETag": "the ETag of the answer has no quotes",
  "stamps an upload with the time it began": "it stamps the completion",
  "refuses a version id that is none": "it answers 404 NoSuchKey",
  "refuses a wrong secret": "it answers AccessDenied",
  "refuses an unknown access key": "it answers AccessDenied",
  "refuses a session token that it has not given": "it answers InvalidArgument",
  "refuses a signature for another region": "it does not look at the region",
  "tells those who sign who they are": "its STS does not know the question",
  "knows its buckets and their region": "it says that every bucket is in the region default",
};

// Seen with Swift 2.30 of Debian 12.
const SWIFT_DEVIATIONS: Deviations = {
  "writes control characters as references without url encoding": "it answers 500",
  "sends the CRC32 it was given when the client asks for it": "it keeps no checksums",
  "takes a stream that is sent in aws-chunked framing": "it answers 501",
  "refuses to overwrite under If-None-Match: *": "it answers 501",
  "deletes several objects at once": "it insists on Content-MD5, which the SDK has replaced by a CRC32",
  "lists uploads over pages of one, under a prefix": "with two uploads of one key its markers come back for ever",
  "stamps an upload with the time it began": "it stamps the completion",
  "reads a version by its id after an overwrite and a delete": "it answers 404",
  "hides an object behind a delete marker, and shows it when the marker goes": "it answers 500 once a marker is put",
  "reads what was put before versions were enabled as version null": "it does not answer",
  "refuses a version id that is none": "it answers 500",
  "refuses an unknown access key": "it answers SignatureDoesNotMatch",
  "refuses a session token that it has not given": "it ignores session tokens",
  "refuses an unsigned request": "it takes it for a request of its own API and answers in HTML",
  "tells those who sign who they are": "it has no STS",
  "lets a role do what its policy says and no more": "it has no STS",
};

describeServer(CEPH, { role: CEPH_ROLE }, CEPH_DEVIATIONS);
describeServer(SWIFT, {}, SWIFT_DEVIATIONS);

function describeServer(server: RealServer, extras: Pick<ServerUnderTest, "role">, deviations: Deviations): void {
  const missing = missingPrograms(server);
  if (missing.length > 0) {
    it.skip(`S3 as ${server.name} speaks it: not installed: ${missing.join(", ")}`, () => {});
    return;
  }
  describe(server.name, () => {
    let stop: (() => Promise<void>) | undefined;
    afterAll(() => stop?.());
    const start = async (): Promise<ServerUnderTest> => {
      const running = await startRealServer(server);
      stop = running.stop;
      return { endpoint: running.endpoint, region: server.region, credentials: server.credentials, ...extras };
    };
    describeConformance(server.name, start, deviations);
  });
}
