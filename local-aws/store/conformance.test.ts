import { afterAll } from "vitest";
import { describeConformance } from "./conformance/suite.ts";
import { startStore, type Store } from "./store.ts";

const READER = "arn:aws:iam::123456789012:role/reader";

let store: Store | undefined;
afterAll(() => store?.close());

describeConformance(
  "the embedded store",
  async () => {
    const policy = {
      Statement: { Effect: "Allow", Action: ["s3:ListBucket", "s3:GetObject"], Resource: "*" },
    } as const;
    store = await startStore({ roles: [{ arn: READER, policy }] });
    const { url: endpoint, region, credentials } = store;
    return { endpoint, region, credentials, role: { arn: READER, credentials } };
  },
  {},
);
