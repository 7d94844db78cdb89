import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../../local-aws/listen.ts";
import { bucketName, catalogFor, configFor, useStore } from "../support/bucket.ts";
import { runTap } from "../support/run-tap.ts";

const store = useStore();

/** Stands for the address at which a machine of EC2 tells about itself. */
let metadata: Server;
let port: number;
let asked = 0;
beforeAll(async () => {
  metadata = createServer((_, response) => {
    asked += 1;
    response.writeHead(404).end();
  });
  port = await listen(metadata);
});
afterAll(() => void metadata.close());

describe("The machine is", () => {
  test.each([
    ["not asked for a region when the config has keys", {}, false, false],
    [
      "not asked when the environment has keys",
      { aws_access_key_id: undefined, aws_secret_access_key: undefined },
      true,
      false,
    ],
    ["asked when there are no keys", { aws_access_key_id: undefined, aws_secret_access_key: undefined }, false, true],
  ])("%s", async (_, settings, hasKeys, isAsked) => {
    store().put(bucketName, "a.csv", "id\n1\n");
    asked = 0;
    const { accessKeyId, secretAccessKey } = store().credentials;
    const { code } = await runTap({
      config: configFor(store(), settings),
      catalog: catalogFor(["id"]),
      env: {
        AWS_EC2_METADATA_DISABLED: "",
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
        ...(hasKeys && { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey }),
      },
    });
    expect(asked > 0).toBe(isAsked);
    expect(code === 0).toBe(!isAsked);
  });
});
