import { fails, works, type Row } from "./credential-cell.ts";
import { end, instance, stall, sts, viaProxy, web } from "./credential-setups.ts";
import { containerVariables, openRole } from "./credential-world.ts";

/** Identities that a machine has. */
export const machineCells: Readonly<Record<string, Row>> = {
  "web identity (IRSA)": {
    missing: fails(
      /the web identity token .*: there is no file "\/nowhere\/token"; check AWS_WEB_IDENTITY_TOKEN_FILE/,
      async () => ({
        settings: {},
        env: { AWS_WEB_IDENTITY_TOKEN_FILE: "/nowhere/token", AWS_ROLE_ARN: openRole },
      }),
    ),
    refused: fails(/the trust policy of ".*open" must allow sts:AssumeRoleWithWebIdentity/, async (world) =>
      web(world, "not.ours.atall"),
    ),
    slow: fails(/the web identity token .*STS at ".*" did not answer in time/, async (world) => {
      sts(world, stall);
      return web(world);
    }),
    "expiring in mid-run": works(async (world) => ({ ...(await web(world)), midway: end(world) })),
    "behind a proxy": works(async (world) => viaProxy(world, await web(world))),
  },
  "container (ECS, EKS pod identity)": {
    missing: fails(
      /the container's credentials endpoint .*: it does not answer \(ECONNREFUSED\); check the agent/,
      async (world) => ({
        settings: {},
        env: containerVariables(world, "http://127.0.0.1:2"),
      }),
    ),
    refused: fails(
      /it answers 403: AccessDeniedException: Unauthorized Exception!; check the role of the task/,
      async (world) => ({
        settings: {},
        env: { ...containerVariables(world), AWS_CONTAINER_AUTHORIZATION_TOKEN: "another" },
      }),
    ),
    slow: fails(/the container's credentials endpoint .*: it does not answer \(no answer in time\)/, async (world) => {
      world.container.misbehave("stall");
      return { settings: {}, env: containerVariables(world) };
    }),
    "expiring in mid-run": works(async (world) => ({
      settings: {},
      env: containerVariables(world),
      midway: end(world),
    })),
    "behind a proxy": works(async (world) => viaProxy(world, { settings: {}, env: containerVariables(world) })),
  },
  "instance (IMDS)": {
    missing: fails(
      /the instance metadata \(IMDS\): this machine has no role \(404\); attach an instance profile/,
      async (world) => ({
        settings: {},
        env: instance(world.bareInstance.url),
      }),
    ),
    refused: fails(
      /the instance metadata \(IMDS\): it answers 403; let the instance's metadata options allow/,
      async (world) => {
        world.instance.misbehave({ status: 403, body: "" });
        return { settings: {}, env: instance(world.instance.url) };
      },
    ),
    slow: fails(/the instance metadata \(IMDS\): nobody answers \(TimeoutError/, async (world) => {
      world.instance.misbehave("stall");
      return { settings: {}, env: instance(world.instance.url) };
    }),
    "expiring in mid-run": works(async (world) => ({
      settings: {},
      env: instance(world.instance.url),
      midway: end(world),
    })),
    "behind a proxy": works(async (world) => viaProxy(world, { settings: {}, env: instance(world.instance.url) })),
  },
};
