import { createServer, type Server } from "node:https";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { listen } from "../../../local-aws/listen.ts";
import { makeAuthority, type Authority } from "../../../local-aws/connect-proxy/authority.ts";
import { connectionTo, hurried } from "../../../test/support/s3-connection.ts";
import { openStore } from "../open-store.ts";

let authority: Authority;
let folder: string;
let server: Server;
beforeAll(async () => {
  authority = makeAuthority();
  folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-authority-"));
});
afterAll(async () => rm(folder, { recursive: true }));
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

/** What a store says that shows this certificate, to somebody who believes the authority. */
async function failureWith(...certificate: Parameters<Authority["issue"]>): Promise<string> {
  server = createServer(authority.issue(...certificate), (_request, response) => response.writeHead(404).end());
  const port = await listen(server);
  const path = join(folder, "authority.pem");
  await writeFile(path, `# private\n${authority.certificate}`);
  const caBundle = { path, namedBy: "AWS_CA_BUNDLE" };
  const store = await openStore(connectionTo(`https://localhost:${port}`, { caBundle }), hurried());
  return store.find("a.csv").then(
    () => "nothing",
    (error: unknown) => String(error),
  );
}

test("A store whose certificate comes from an authority of AWS_CA_BUNDLE is believed", async () => {
  expect(await failureWith(["localhost"])).toContain("nothing is there (404");
});

test("A certificate that has expired, or is not valid yet, says so", async () => {
  expect(await failureWith(["localhost"], { from: -20, to: -10 })).toMatch(/certificate has expired .* must renew it/);
  server.close();
  expect(await failureWith(["localhost"], { from: 10, to: 20 })).toMatch(/not valid yet .* set the clock/);
});

test("A certificate for another name says for which", async () => {
  expect(await failureWith(["minio.example.com"])).toMatch(
    /for other names .*DNS:minio.example.com.*check aws_endpoint_url/,
  );
});

test.each([
  ["is no file", null, /^TapError: AWS_CA_BUNDLE names ".*", but there is no such file/],
  ["holds no certificate", "no certificate", /holds no certificate in PEM form/],
])("A bundle that %s is refused before anything is asked", async (name, text, expected) => {
  server = createServer();
  const path = join(folder, name);
  if (text !== null) await writeFile(path, text);
  const connection = connectionTo("https://localhost:1", { caBundle: { path, namedBy: "AWS_CA_BUNDLE" } });
  await expect(openStore(connection, hurried()).catch((error: unknown) => String(error))).resolves.toMatch(expected);
});

test.runIf(process.platform === "linux")("A bundle without an end is refused in little memory", async () => {
  server = createServer();
  const caBundle = { path: "/dev/zero", namedBy: "AWS_CA_BUNDLE" };
  const opening = openStore(connectionTo("https://localhost:1", { caBundle }), hurried());
  await expect(opening).rejects.toThrow(/AWS_CA_BUNDLE names "\/dev\/zero", but it is larger than 16 MiB; name a file/);
});
