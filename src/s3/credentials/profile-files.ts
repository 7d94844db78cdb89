import { accessSync, constants, existsSync } from "node:fs";
import { devNull } from "node:os";
import { join } from "node:path";
import { TapError } from "../../errors.ts";
import { stat } from "../../read-file.ts";

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
  await expectFiles();
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

/** A path of a shared file, and how a message names it. */
interface SharedFile {
  readonly path: string;
  readonly named: string;
  /** A variable says where it is. */
  readonly isMeant: boolean;
}

function sharedFiles({ HOME: home = "", ...environment }: NodeJS.ProcessEnv): readonly SharedFile[] {
  return [["AWS_CONFIG_FILE", "config"] as const, ["AWS_SHARED_CREDENTIALS_FILE", "credentials"] as const].flatMap(
    ([variable, name]) => {
      const given = environment[variable] ?? "";
      const path = given === "" ? join(home, ".aws", name) : given;
      const isMeant = given !== "";
      return home === "" && !isMeant ? [] : [{ path, named: `"${path}"${isMeant ? ` (${variable})` : ""}`, isMeant }];
    },
  );
}

/** Bytes; thousands of profiles. */
const maxFile = 4 * 1024 * 1024;

/** The SDK would wait for a pipe without end, and read a device to the end of all memory. Throws TapError of kind "usage". */
async function expectFiles(): Promise<void> {
  for (const { path, named } of sharedFiles(process.env)) {
    const found = await stat(path).catch(() => null);
    if (found === null || found.isDirectory() || path === devNull) continue;
    if (!found.isFile()) throw new TapError("usage", `${named} is not a regular file; name one that holds profiles`);
    if (found.size > maxFile)
      throw new TapError("usage", `${named} is larger than ${maxFile / 2 ** 20} MiB; name a file that holds profiles`);
  }
}

/** Why shared files that should be there are empty for the SDK, which says nothing of it. */
export async function findProfileFlaws(): Promise<readonly string[]> {
  const flaws = sharedFiles(process.env).map(async ({ path, named, isMeant }) => {
    try {
      if ((await stat(path)).isDirectory()) return `${named} is a folder`;
      accessSync(path, constants.R_OK);
      return "";
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (code === "ENOENT") return isMeant ? `there is no file ${named}` : "";
      return `${named} cannot be read (${code})`;
    }
  });
  return (await Promise.all(flaws)).filter((flaw) => flaw !== "");
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
