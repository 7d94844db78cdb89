import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { listen } from "../../../local-aws/listen.ts";
import { connectionTo, hurried } from "../../../test/support/s3-connection.ts";
import type { Proxies } from "./proxy.ts";
import { makeAuthority } from "../../../local-aws/connect-proxy/authority.ts";
import { startConnectProxy } from "../../../local-aws/connect-proxy/connect-proxy.ts";
import { startStore } from "../../../local-aws/store/store.ts";
import type { Connection } from "../connection.ts";
import { openStore } from "../open-store.ts";

let proxy: Server;
afterEach(() => {
  proxy.close();
  proxy.closeAllConnections();
});

/** A proxy that refuses, or leads every tunnel to a port of this machine; records what it is asked. */
async function startProxy(
  answer: { readonly status: number } | { readonly leadsTo: number },
  certificate?: { readonly cert: string; readonly key: string },
) {
  const asked: { readonly target: string; readonly login: string | undefined }[] = [];
  proxy = certificate === undefined ? createServer() : createTlsServer(certificate);
  proxy.on("connect", (request, socket) => {
    asked.push({ target: request.url ?? "", login: request.headers["proxy-authorization"] });
    socket.on("error", () => {});
    if ("status" in answer) {
      socket.end(`HTTP/1.1 ${answer.status} No\r\n\r\n`);
      return;
    }
    const target = connect(answer.leadsTo, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
      socket.pipe(target).pipe(socket);
    });
    target.on("error", () => socket.destroy());
  });
  return { asked, port: await listen(proxy) };
}

function proxyAt(url: string, ...except: readonly string[]): Proxies {
  return { https: { url, variable: "HTTPS_PROXY", except } };
}

async function failure(proxyUrl: string): Promise<unknown> {
  const store = await openStore(connectionTo("https://store.invalid:8443", { proxies: proxyAt(proxyUrl) }), hurried());
  return store.find("a.csv").catch((error: unknown) => error);
}

test("An https endpoint is asked for through the proxy, which resolves its name", async () => {
  const plain = createServer();
  const { asked, port } = await startProxy({ leadsTo: await listen(plain) });
  // What the tunnel leads to speaks no TLS, and says so: nothing but the tunnel could have found it.
  expect(await failure(`http://me:s%40crt@127.0.0.1:${port}`)).toMatchObject({
    message: expect.stringContaining('"https://store.invalid:8443" speaks no TLS at that port'),
  });
  expect(asked[0]).toEqual({
    target: "store.invalid:8443",
    login: `Basic ${Buffer.from("me:s@crt").toString("base64")}`,
  });
  plain.close();
});

test.each([
  [407, 1, /the proxy http:\/\/127.0.0.1:\d+ \(HTTPS_PROXY\) answers 407 .* asks for a user and a password/],
  [403, 1, /answers 403 instead of connecting to store.invalid:8443; let it allow that host/],
  [502, 5, /answers 502 instead of connecting to store.invalid:8443/],
])("A proxy that answers %s is named, without its password", async (status, tries, message) => {
  const { asked, port } = await startProxy({ status });
  const error = await failure(`http://me:secret@127.0.0.1:${port}`);
  expect(error).toMatchObject({ kind: "unreachable", message: expect.stringMatching(message) });
  expect(String(error)).not.toContain("secret");
  expect(asked).toHaveLength(tries);
});

test("A proxy that is down is named, without its password", async () => {
  const { port } = await startProxy({ status: 407 });
  proxy.close();
  const error = await failure(`http://me:secret@127.0.0.1:${port}`);
  expect(error).toMatchObject({
    kind: "unreachable",
    message: expect.stringMatching(/the proxy http:\/\/127.0.0.1:\d+ \(HTTPS_PROXY\) cannot be reached \(ECONNREFUSED/),
  });
  expect(String(error)).not.toContain("secret");
});

test("Requests that follow each other share a tunnel", async () => {
  const authority = makeAuthority();
  const store = await startStore();
  store.createBucket("bucket");
  const tunnels = await startConnectProxy(authority, { "s3.": store.url });
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-proxy-"));
  const path = join(folder, "authority.pem");
  await writeFile(path, authority.certificate);
  const changes = { proxies: proxyAt(tunnels.url), caBundle: { path, namedBy: "AWS_CA_BUNDLE" } };
  const opened = await openStore(connectionTo("https://s3.us-east-1.amazonaws.com", changes), hurried());
  for (let asked = 0; asked < 4; asked += 1) expect(await opened.find("a.csv")).toBeNull();
  expect(store.requests).toHaveLength(4);
  expect(tunnels.tunnels).toEqual(["s3.us-east-1.amazonaws.com:443"]);
  await Promise.all([tunnels.close(), store.close(), rm(folder, { recursive: true })]);
  proxy = createServer();
});

test("A proxy may speak TLS, by a certificate that is checked", async () => {
  const authority = makeAuthority();
  const { asked, port } = await startProxy({ status: 403 }, authority.issue(["localhost"]));
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-proxy-"));
  const path = join(folder, "authority.pem");
  await writeFile(path, authority.certificate);
  const rule = proxyAt(`https://me:secret@localhost:${port}`);
  const ask = async (changes: Partial<Connection>): Promise<unknown> => {
    const store = await openStore(connectionTo("https://store.invalid:8443", { proxies: rule, ...changes }), hurried());
    return store.find("a.csv").catch((error: unknown) => error);
  };
  expect(await ask({ caBundle: { path, namedBy: "AWS_CA_BUNDLE" } })).toMatchObject({
    message: expect.stringContaining(`the proxy https://localhost:${port} (HTTPS_PROXY) answers 403`),
  });
  expect(asked).toHaveLength(1);
  expect(await ask({ maxRetries: 0 })).toMatchObject({
    message: expect.stringMatching(/the proxy https:.* cannot be reached \(UNABLE_TO_VERIFY_LEAF_SIGNATURE/),
  });
  await rm(folder, { recursive: true });
});

test.each<[string, (socket: Duplex) => void]>([
  ["never answers", () => {}],
  [
    "answers a header now and then",
    (socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("X-Wait: a little\r\n"), 50);
      socket.on("close", () => clearInterval(timer));
    },
  ],
])("A proxy that %s is given up", async (_name, answer) => {
  proxy = createServer();
  const sockets: Duplex[] = [];
  proxy.on("connect", (_request, socket) => {
    sockets.push(socket);
    socket.on("error", () => {});
    answer(socket);
  });
  const url = `http://127.0.0.1:${await listen(proxy)}`;
  const store = await openStore(
    connectionTo("https://store.invalid:8443", { proxies: proxyAt(url), requestTimeoutMs: 200, maxRetries: 1 }),
    hurried(),
  );
  await expect(store.find("a.csv")).rejects.toMatchObject({
    kind: "unreachable",
    message: expect.stringMatching(/the proxy .* \(HTTPS_PROXY\) cannot be reached/),
  });
  for (const socket of sockets) socket.destroy();
});

test("A host that NO_PROXY exempts is asked directly", async () => {
  const { asked, port } = await startProxy({ status: 407 });
  const rule = proxyAt(`http://127.0.0.1:${port}`, "localhost:1");
  const store = await openStore(connectionTo("https://localhost:1", { proxies: rule }), hurried());
  await expect(store.find("a.csv")).rejects.toThrow(/"https:\/\/localhost:1" refuses connections/);
  expect(asked).toEqual([]);
});
