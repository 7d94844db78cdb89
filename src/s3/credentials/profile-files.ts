import { existsSync } from "node:fs";
import { join } from "node:path";

/** The settings of one profile, by their names in the files. */
export type Profile = Readonly<Record<string, string | undefined>>;

/** The shared files of AWS tools, `~/.aws/config` and `~/.aws/credentials`, as far as they concern the tap. */
export interface ProfileFiles {
  readonly profiles: ReadonlyMap<string, Profile>;
  /** The `services` sections, by name: `s3.endpoint_url` and the like. */
  readonly services: ReadonlyMap<string, Profile>;
  /** The `sso-session` sections, by name. */
  readonly ssoSessions: ReadonlyMap<string, Profile>;
}

/** No files. */
export const noProfiles: ProfileFiles = { profiles: new Map(), services: new Map(), ssoSessions: new Map() };

/** Reads the files as they are now: whoever signs in again writes them while a run goes on. Those that are not there are empty. By the SDK, which knows where they are and how they are written. */
export async function readProfileFiles(): Promise<ProfileFiles> {
  if (!mayBeThere(process.env)) return noProfiles;
  const { parseKnownFiles } = await import("@smithy/core/config");
  const sections = Object.entries(await parseKnownFiles({ ignoreCache: true }));
  const named = (prefix: string): ReadonlyMap<string, Profile> =>
    new Map(
      sections.flatMap(([name, section]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), section] as const] : [],
      ),
    );
  return {
    profiles: new Map(sections.filter(([name]) => !/^(?:services|sso-session)\./.test(name))),
    services: named("services."),
    ssoSessions: named("sso-session."),
  };
}

/** Most servers have none, and are spared to load what reads them. Where they are is the SDK's to say when a variable is about it. */
function mayBeThere({ HOME: home = "", AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE }: NodeJS.ProcessEnv): boolean {
  if (home === "" || [AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE].some((path = "") => path !== "")) return true;
  return ["config", "credentials"].some((name) => existsSync(join(home, ".aws", name)));
}

/** Where a profile says that a service is: in its services section, or for all services. */
export function endpointOf(
  name: string,
  service: "s3" | "sts",
  { profiles, services }: ProfileFiles,
): string | undefined {
  const profile = profiles.get(name);
  const section = profile?.["services"] === undefined ? undefined : services.get(profile["services"]);
  return section?.[`${service}.endpoint_url`] ?? profile?.["endpoint_url"];
}
