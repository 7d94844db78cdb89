import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listen } from "../../local-aws/listen.ts";
import { ssoToken } from "../../local-aws/credentials/sso-portal.ts";
import { containerToken } from "../../local-aws/credentials/container.ts";
import { startCredentialWorld, webToken, type CredentialWorld } from "../support/credential-world.ts";
import { keyCells } from "../support/key-cells.ts";
import { machineCells } from "../support/machine-cells.ts";
import { runCell } from "../support/run-cell.ts";

let world: CredentialWorld;
let echo: Server;
let port: number;
/** What came with the requests: access key ids and session tokens. */
const seen = new Set<string>();
beforeAll(async () => {
  world = await startCredentialWorld();
  // A store that says in its refusal what it was sent, as gateways do.
  echo = createServer(({ headers }, response) => {
    const token = String(headers["x-amz-security-token"] ?? "");
    const id = /Credential=([^/]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
    for (const secret of [token, id]) if (secret !== "") seen.add(secret);
    const message = `echo ${id} ${token} ${encodeURIComponent(token)}`;
    response.writeHead(403, { "content-type": "application/xml" });
    response.end(`<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`);
  });
  port = await listen(echo);
});
afterAll(async () => {
  echo.closeAllConnections();
  echo.close();
  await world.close();
});

describe("A store that echoes what it was sent puts nothing into the log of", () => {
  const sources = ["keys of a profile", "role of a profile", "credential_process", "SSO", "role of the config"];
  const machines = ["web identity (IRSA)", "container (ECS, EKS pod identity)", "instance (IMDS)"];
  test.each([...sources, ...machines])("%s", async (source) => {
    const cell = { ...keyCells, ...machineCells }[source]?.["expiring in mid-run"];
    if (cell === undefined) throw new Error(`There is no cell for ${source}`);
    const { settings, env } = await cell.arrange(world);
    seen.clear();
    const endpoint = { aws_endpoint_url: `http://127.0.0.1:${port}` };
    const run = await runCell(world, { settings: { ...settings, ...endpoint }, env }, ["--log-level", "debug"]);
    expect(run.complaints).toEqual([expect.stringContaining("echo [redacted] [redacted]")]);
    expect(seen.size).toBe(2);
    for (const secret of [...seen, ssoToken, containerToken, webToken]) expect(run.stderr).not.toContain(secret);
  });
});
