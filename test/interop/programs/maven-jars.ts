import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isInstalled } from "../../support/is-installed.ts";

/** A library or program of a Maven repository. */
export interface Artifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
}

/** Fetches an artifact with all that it needs, once, into a folder that outlives the run, and gives Java's class path. */
export async function installJars(artifact: Artifact): Promise<string> {
  const folder = join(tmpdir(), "tap-s3-csv-jars", `${artifact.name}-${artifact.version}`);
  if (!existsSync(folder)) await fetchInto(folder, artifact);
  return join(folder, "*");
}

/** Under another name first: half a class path must not pass for a whole one. */
async function fetchInto(folder: string, artifact: Artifact): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await writeFile(join(draft, "pom.xml"), pomFor(artifact));
  const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
  await promisify(execFile)("mvn", ["-q", "-B", goal, "-DincludeScope=runtime", `-DoutputDirectory=${draft}`], {
    cwd: draft,
  });
  await rm(join(draft, "pom.xml"));
  await rename(draft, folder);
}

function pomFor({ group, name, version }: Artifact): string {
  return (
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>` +
    `<groupId>none</groupId><artifactId>none</artifactId><version>1</version><dependencies><dependency>` +
    `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>` +
    `</dependency></dependencies></project>`
  );
}

/** Whether programs in Java can be fetched and run; in CI it is an error if not, elsewhere a reason to skip. */
export function hasMaven(): boolean {
  const missing = ["java", "mvn"].filter((program) => !isInstalled(program));
  if (missing.length > 0 && process.env["CI"] !== undefined) {
    throw new Error(`${missing.join(" and ")} not installed, and CI must not skip`);
  }
  return missing.length === 0;
}
