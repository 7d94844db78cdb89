import { createServer, request as ask, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { listen } from "../../../local-aws/listen.ts";
import { startStore, type Store } from "../../../local-aws/store/store.ts";
import { connectionTo, hurried } from "../../../test/support/s3-connection.ts";
import { openStore } from "../open-store.ts";
import type { ObjectStore } from "../store.ts";

let store: Store;
let proxy: Server | undefined;
afterEach(async () => {
  proxy?.close();
  proxy?.closeAllConnections();
  await store?.close();
});

/** A proxy that refuses, or leads every request for an address to the store; records what it is asked. */
async function startProxy(status?: number) {
  const asked: { readonly url: string | undefined; readonly login: string | undefined }[] = [];
  store = await startStore();
  store.createBucket("bucket");
  store.put("bucket", "a b.csv", "id\n1\n");
  proxy = createServer(({ method, url = "", headers }, response) => {
    asked.push({ url, login: headers["proxy-authorization"] });
    if (status !== undefined) {
      response.writeHead(status).end();
      return;
    }
    const { "proxy-authorization": _, ...onward } = headers;
    const path = url.replace(/^http:\/\/[^/]+/, "");
    ask(store.url, { method, path, headers: onward }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    }).end();
  });
  return { asked, url: `127.0.0.1:${await listen(proxy)}` };
}

async function openBy(url: string, endpoint = "http://store.invalid:8080", ...except: readonly string[]) {
  const proxies = { http: { url, variable: "http_proxy", except } };
  return openStore(connectionTo(endpoint, { proxies, maxRetries: 0 }), hurried());
}

async function failureOf(opened: ObjectStore): Promise<string> {
  return opened.find("a b.csv").then(
    () => "",
    (error: unknown) => String(error),
  );
}

test("A plain http endpoint is asked for through the proxy, which resolves its name, with a signature that holds", async () => {
  const { asked, url } = await startProxy();
  const opened = await openBy(`http://me:s%40crt@${url}`);
  const object = await opened.find("a b.csv");
  expect(object?.size).toBe(5);
  const chunks = [];
  if (object !== null) for await (const chunk of opened.read(object)) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe("id\n1\n");
  expect(asked.map((one) => one.url)).toEqual([
    expect.stringMatching(/^http:\/\/store\.invalid:8080\/bucket\/?\?.*prefix=a%20b\.csv/),
    "http://store.invalid:8080/bucket/a%20b.csv?x-id=GetObject",
  ]);
  expect(asked[0]?.login).toBe(`Basic ${Buffer.from("me:s@crt").toString("base64")}`);
});

test("A proxy of plain http that wants a password is named, without the one that it got", async () => {
  const { asked, url } = await startProxy(407);
  const message = await failureOf(await openBy(`http://me:secret@${url}`));
  expect(message).toContain(
    `the proxy http://${url} (http_proxy) answers 407 instead of connecting to store.invalid:8080`,
  );
  expect(message).not.toContain("secret");
  expect(asked).toHaveLength(1);
});

test("A proxy of plain http that is down is named", async () => {
  const { url } = await startProxy();
  proxy?.close();
  expect(await failureOf(await openBy(`http://me:secret@${url}`))).toMatch(
    /the proxy http:\/\/127\.0\.0\.1:\d+ \(http_proxy\) cannot be reached \(ECONNREFUSED/,
  );
});

test("A host of plain http that NO_PROXY exempts, and this machine, are asked directly", async () => {
  const { asked, url } = await startProxy(407);
  const exempt = await openBy(`http://${url}`, "http://store.invalid:8080", ".invalid");
  expect(await failureOf(exempt)).toMatch(/the name of "http:\/\/store\.invalid:8080" cannot be resolved/);
  const here = await openBy(`http://${url}`, store.url);
  expect((await here.find("a b.csv"))?.size).toBe(5);
  expect(asked).toEqual([]);
});
