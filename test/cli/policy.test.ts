import { describe, expect, test } from "vitest";
import { bucketName, configFor } from "../support/bucket.ts";
import { runTap, spawnTap, type TapRun } from "../support/run-tap.ts";
import { ACCOUNT, DEFAULT_USER, userArn } from "../../local-aws/store/identities.ts";
import type { PolicyDocument, Statement } from "../../local-aws/store/policy.ts";
import { startStore, type Store } from "../../local-aws/store/store.ts";

/** What --policy prints: documents by the place where each is pasted. */
type Policies = Readonly<Record<string, { readonly Version: string; readonly Statement: readonly Statement[] }>>;

const reader = `arn:aws:iam::${ACCOUNT}:role/reader`;
const proxy = `arn:aws:iam::${ACCOUNT}:role/proxy`;
const tables = [
  { table_name: "orders", search_prefix: "in/", search_pattern: "^in/orders-\\d+\\.csv$" },
  { table_name: "odd", search_prefix: "odd*key?/$x/", search_pattern: "\\.csv$" },
];
const role = { account_id: ACCOUNT, role_name: "reader", external_id: "agreed" };
const chain = { ...role, proxy_account_id: ACCOUNT, proxy_role_name: "proxy" };

async function printPolicies(settings: object): Promise<Policies> {
  const config = { bucket: bucketName, aws_endpoint_url: "http://127.0.0.1:1", tables, ...settings };
  const run = await spawnTap({ config, args: ["--policy", "--principal", userArn(DEFAULT_USER)] });
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout);
}

/** Runs a sync where everybody may do what the policies say, and nothing else. */
async function syncUnder(policies: Policies, settings: object): Promise<TapRun> {
  const store = await startStore(identitiesOf(policies));
  try {
    store.createBucket(bucketName);
    store.put(bucketName, "in/orders-1.csv", "id\n1\n");
    store.put(bucketName, "odd*key?/$x/a.csv", "id\n2\n");
    return await runTap({ config: { ...configFor(store), tables, ...settings } });
  } finally {
    await store.close();
  }
}

function identitiesOf(policies: Policies): NonNullable<Parameters<typeof startStore>[0]> {
  const nothing: PolicyDocument = { Statement: [] };
  const policyOf = (name: string): PolicyDocument => policies[name] ?? nothing;
  const user = { ...DEFAULT_USER, policy: policies["caller_policy"] ?? policyOf("role_policy") };
  return {
    users: [user],
    roles: [
      { arn: reader, trust: policyOf("trust_policy"), policy: policyOf("role_policy") },
      { arn: proxy, trust: policyOf("proxy_trust_policy"), policy: policyOf("proxy_role_policy") },
    ],
  };
}

describe.each([
  ["a user", {}, ["role_policy"]],
  ["a role", role, ["role_policy", "trust_policy", "caller_policy"]],
  [
    "a chain of two roles",
    chain,
    ["role_policy", "trust_policy", "proxy_role_policy", "proxy_trust_policy", "caller_policy"],
  ],
])("The policies that --policy prints for %s", (_name, settings, names) => {
  test("are what a sync needs", async () => {
    const policies = await printPolicies(settings);
    expect(Object.keys(policies)).toEqual(["bucket_policy", ...names]);
    const run = await syncUnder(policies, settings);
    expect(run.complaints).toEqual([]);
    expect(run.code).toBe(0);
    expect(run.records.map(({ id }) => id)).toEqual(["1", "2"]);
  });

  test("have no statement that a sync can do without, and what is missing is named", async () => {
    const policies = await printPolicies(settings);
    for (const name of names) {
      const statements = policies[name]?.Statement ?? [];
      for (const left of statements) {
        const Statement = statements.filter((statement) => statement !== left);
        const run = await syncUnder({ ...policies, [name]: { Version: "2012-10-17", Statement } }, settings);
        const isOptional = left.Action === "s3:ListBucketMultipartUploads";
        expect(run.code, `${name} without ${left.Sid}`).toBe(isOptional ? 0 : 3);
        expect(run.complaints.join("\n")).toContain(left.Action);
      }
    }
  });
});

test("The bucket policy that --policy prints lets its principal sync, and nobody else", async () => {
  const { bucket_policy: granted } = await printPolicies({});
  const under = async (user: string): Promise<TapRun> => {
    const store: Store = await startStore({
      users: [{ ...DEFAULT_USER, name: user, ...(granted && { policy: granted }) }],
    });
    try {
      store.createBucket(bucketName);
      store.put(bucketName, "in/orders-1.csv", "id\n1\n");
      return await runTap({ config: { ...configFor(store), tables: tables.slice(0, 1) } });
    } finally {
      await store.close();
    }
  };
  expect((await under(DEFAULT_USER.name)).records.map(({ id }) => id)).toEqual(["1"]);
  expect((await under("somebody-else")).code).toBe(3);
});

test("What lies outside the prefixes of the tables is refused", async () => {
  const policies = await printPolicies({});
  const elsewhere = [{ table_name: "orders", search_prefix: "other/", search_pattern: "x" }];
  const run = await syncUnder(policies, { tables: elsewhere });
  expect(run.code).toBe(3);
  expect(run.complaints.join("\n")).toContain("s3:ListBucket");
});
