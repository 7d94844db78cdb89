import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { isInstalled } from "../../support/is-installed.ts";

/** A server that a script beside this file starts. */
export interface RealServer {
  readonly name: string;
  readonly script: string;
  /** Programs of the Debian packages that must be there. */
  readonly programs: readonly string[];
  /** Below 32768: from there on Linux gives ports to connections, and one of those may have it. */
  readonly port: number;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region: string;
}

/** Ceph's object gateway, from Debian. */
export const CEPH: RealServer = {
  name: "Ceph",
  script: "ceph-up.sh",
  programs: ["radosgw", "radosgw-admin", "ceph-mon", "ceph-osd", "ceph-mgr"],
  port: 27_800,
  credentials: { accessKeyId: "testkey", secretAccessKey: "testsecret" },
  region: "us-east-1",
};

/** OpenStack Swift with s3api, from Debian. */
export const SWIFT: RealServer = {
  name: "Swift",
  script: "swift-up.sh",
  programs: ["swift-proxy-server", "swift-object-server", "swift-ring-builder", "memcached"],
  port: 27_900,
  credentials: { accessKeyId: "test:tester", secretAccessKey: "testing" },
  region: "us-east-1",
};

/** The programs that are not installed; in CI that is an error, elsewhere a reason to skip. */
export function missingPrograms(server: RealServer): readonly string[] {
  const missing = server.programs.filter((program) => !isInstalled(program));
  if (missing.length > 0 && process.env["CI"] !== undefined) {
    throw new Error(`Cannot test against ${server.name}: ${missing.join(", ")} not installed, and CI must not skip`);
  }
  return missing;
}

/** Starts the server in a folder of its own; `stop` ends it and removes the folder. */
export async function startRealServer(server: RealServer): Promise<RunningServer> {
  try {
    return await start(server);
  } catch (error) {
    // Five daemons that find each other: it happens that one does not, and what is tested here is not that.
    process.stderr.write(`${server.name} is started once more, because: ${String(error)}\n`);
    return await start(server);
  }
}

interface RunningServer {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

async function start(server: RealServer): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), `${server.name.toLowerCase()}-`));
  const stop = async (): Promise<void> => {
    await run(scriptPath("down.sh"), [], { cwd: folder });
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    await run("setsid", ["--wait", scriptPath(server.script)], {
      cwd: folder,
      env: { ...process.env, PORT: String(server.port) },
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint: `http://127.0.0.1:${server.port}`, stop };
}

const run = promisify(execFile);

function scriptPath(name: string): string {
  return join(import.meta.dirname, name);
}
