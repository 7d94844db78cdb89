import { afterEach, describe, expect, test } from "vitest";
import { startFaultProxy, type FaultProxy } from "../../../local-aws/fault-proxy/fault-proxy.ts";
import { startStore, type Store } from "../../../local-aws/store/store.ts";
import { connectionTo, hurried } from "../../../test/support/s3-connection.ts";
import { openStore } from "../open-store.ts";

const arn = "arn:aws:iam::123456789012:role/customer";
const roles = [{ arn, sessionName: "TapS3CSV" }];

const open: (Store | FaultProxy)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (server) => server.close()));
});

async function start(options: Parameters<typeof startStore>[0] = {}): Promise<{ store: Store; proxy: FaultProxy }> {
  const store = await startStore({ roles: [{ arn }], ...options });
  store.createBucket("bucket");
  store.put("bucket", "a.csv", "a\n");
  const proxy = await startFaultProxy(store.url);
  open.push(store, proxy);
  return { store, proxy };
}

function refusal(status: number, code: string, message: string) {
  const body = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
  return { kind: "answer", status, headers: { "content-type": "text/xml" }, body } as const;
}

const caller = "arn:aws:iam::210987654321:user/tap";
const denied = `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;

describe("STS that says", () => {
  test.each<[string, number, string, string, RegExp]>([
    [
      "AccessDenied alone names each policy that it can be",
      403,
      "AccessDenied",
      denied,
      /its trust policy must allow sts:AssumeRole to arn:aws:iam::210987654321:user\/tap, and if it asks for an external id, external_id must hold it; where the role is of a different account, a policy of the caller must allow/,
    ],
    [
      "that no identity-based policy allows it names that policy only",
      403,
      "AccessDenied",
      `${denied} because no identity-based policy allows the sts:AssumeRole action`,
      /: a policy of arn:aws:iam::210987654321:user\/tap must allow sts:AssumeRole on/,
    ],
    [
      "that it is denied explicitly names the denial",
      403,
      "AccessDenied",
      `${denied} with an explicit deny in a service control policy`,
      /: a service control policy denies it/,
    ],
    [
      "InvalidClientTokenId names the key",
      403,
      "InvalidClientTokenId",
      "The security token included in the request is invalid.",
      /the access key id of the config is not known at .* or its session token is not valid/,
    ],
    [
      "SignatureDoesNotMatch names the secret",
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match",
      /the secret access key of the config does not belong to its access key id/,
    ],
    [
      "that the signature has expired, whatever the clock, names the clock",
      403,
      "SignatureDoesNotMatch",
      "Signature expired: 20200101T000000Z is now earlier than 20260101T000000Z",
      /the clocks .* differ too much .*; set the clock/,
    ],
    [
      "ExpiredToken names the credentials",
      403,
      "ExpiredToken",
      "The security token included in the request is expired",
      /the credentials of the config have expired/,
    ],
    [
      "RegionDisabledException names the region",
      403,
      "RegionDisabledException",
      "STS is not activated in this region for account:1",
      /STS is switched off for that account .*; switch it on in the account settings of IAM, or set aws_region/,
    ],
    [
      "ValidationError tells what it said",
      400,
      "ValidationError",
      "1 validation error: durationSeconds",
      /STS does not take the request \(ValidationError: 1 validation error: durationSeconds\)/,
    ],
    ["something new tells what it said", 400, "Whatever", "so it is", /answers 400 Whatever: so it is/],
  ])("%s", async (_name, status, code, message, expected) => {
    const { store, proxy } = await start();
    proxy.setRules({ when: { operation: "AssumeRole" }, do: refusal(status, code, message) });
    const opened = await openStore(connectionTo(store.url, { roles, stsEndpoint: proxy.url }), hurried());
    const error: unknown = await opened.find("a.csv").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: "denied", message: expect.stringMatching(expected) });
    expect(error).toMatchObject({ message: expect.stringContaining(`the role "${arn}": `) });
    if (code !== "AccessDenied") expect(String(error)).not.toContain("trust policy");
    expect(String(error)).not.toMatch(/s3:ListBucket|requester_pays/);
  });

  test("that it is busy is asked again, like a store", async () => {
    const { store, proxy } = await start();
    proxy.setRules({
      when: { operation: "AssumeRole", times: 3 },
      do: refusal(503, "ServiceUnavailable", "slow down"),
    });
    const options = hurried();
    const opened = await openStore(connectionTo(store.url, { roles, stsEndpoint: proxy.url }), options);
    expect(await opened.find("a.csv")).not.toBeNull();
    expect(options.events.map(({ kind }) => kind)).toEqual(["retry", "retry", "retry"]);
  });
});

test("A clock that is an hour off is put right by what STS answers", async () => {
  const { store } = await start({ clock: () => new Date(Date.now() - 3_600_000) });
  const options = hurried();
  const opened = await openStore(connectionTo(store.url, { roles }), options);
  expect(await opened.find("a.csv")).not.toBeNull();
  expect(store.requests.filter(({ operation }) => operation === "AssumeRole")).toHaveLength(2);
});
