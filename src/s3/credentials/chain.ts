import type { Asking } from "./asking.ts";
import { hasContainer, keysOfContainer } from "./container.ts";
import { keysOfEnvironment } from "./environment-keys.ts";
import { keysOfInstance, mayAskInstance } from "./instance.ts";
import type { Keys } from "./keys.ts";
import { hasCredentials, keysOfProfile } from "./profile.ts";
import { findProfileFlaws, readProfileFiles } from "./profile-files.ts";
import { SourceError } from "./source-error.ts";
import { keysOfWebIdentity, webIdentityOf } from "./web-identity.ts";

/** Keys, and where they come from, in words. */
export interface Found {
  readonly keys: Keys;
  readonly from: string;
}

/** A place to look: null where nothing is set up there. What is set up and fails ends the search: another identity would not be meant. */
interface Source {
  readonly name: string;
  readonly look: () => Promise<Keys | null>;
}

/**
 * Looks for credentials where every AWS tool looks, in the order of the SDK: the profile that is named, the keys of the
 * environment, the default profile, a web identity, the container, the instance.
 */
export async function findKeys(profile: string | undefined, asking: Asking): Promise<Found> {
  const { environment, observe } = asking;
  if (profile !== undefined) {
    return { keys: await keysOfProfile(profile, await readProfileFiles(), asking), from: `the profile "${profile}"` };
  }
  const tried: string[] = [];
  for (const { name, look } of placesOf(asking)) {
    const keys = await look().catch(async (error: unknown) => {
      throw error instanceof SourceError && name === lastPlace ? afterAll(error, tried, await flawsOfFiles()) : error;
    });
    observe({ kind: "credentials-looked-for", source: name, found: keys !== null });
    if (keys !== null) return { keys, from: name };
    tried.push(name);
  }
  const identity = ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"] as const;
  const given = identity.find((name) => environment[name] !== undefined);
  const lacking = identity.find((name) => environment[name] === undefined);
  const half = given === undefined || lacking === undefined ? "" : `; ${given} is set, ${lacking} is not`;
  throw new SourceError(
    "anywhere",
    "refused",
    `nothing is set up in ${tried.join(", ")}, and ${lastPlace} is switched off${half}${await flawsOfFiles()}; configure keys, a profile or a role, or sign in`,
  );
}

/** Why there may be nothing in the shared files, as a part of a sentence. */
async function flawsOfFiles(): Promise<string> {
  return (await findProfileFlaws()).map((flaw) => `; ${flaw}`).join("");
}

const lastPlace = "the instance metadata";

/** Whoever is not on EC2 wants to know what comes before it. */
function afterAll({ source, outlook, why }: SourceError, tried: readonly string[], flaws: string): SourceError {
  return new SourceError(
    source,
    outlook,
    `${why}; before it nothing is set up in ${tried.join(", ")}${flaws}: configure keys, a profile or a role, or sign in`,
  );
}

function placesOf(asking: Asking): readonly Source[] {
  const { AWS_PROFILE: named } = asking.environment;
  const profile = (name: string): Source => ({
    name: `the profile "${name}"`,
    look: async () => {
      const files = await readProfileFiles();
      const own = files.profiles.get(name);
      return own !== undefined && hasCredentials(own) ? keysOfProfile(name, files, asking) : null;
    },
  });
  const environment: Source = { name: "the environment", look: async () => keysOfEnvironment(asking.environment) };
  return [
    ...(named === undefined ? [environment, profile("default")] : [profile(named), environment]),
    {
      name: "a web identity token",
      look: async () => {
        const identity = webIdentityOf(asking);
        return identity === null ? null : keysOfWebIdentity(identity, asking);
      },
    },
    {
      name: "the container",
      look: async () => (hasContainer(asking) ? keysOfContainer(asking) : null),
    },
    ...(mayAskInstance(asking) ? [{ name: lastPlace, look: keysOfInstance }] : []),
  ];
}
