import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../programs/free-port.ts";
import { hasGo, installGo } from "../programs/go-program.ts";
import { hasPython, installPython } from "../programs/python-program.ts";

/** An S3 server that is one program, installed by the test that wants it. */
export interface LocalServer {
  readonly name: string;
  /** Whether what installs it is there. */
  isPossible(): boolean;
  install(): Promise<string>;
  args(port: number, data: string): readonly string[];
}

export const localCredentials = { accessKeyId: "testkey", secretAccessKey: "testsecret" };

export const localServers: readonly LocalServer[] = [
  {
    name: "moto 5.2.5",
    isPossible: hasPython,
    install: async () =>
      join(await installPython({ name: "moto", requirements: ["moto[server]==5.2.5"] }), "moto_server"),
    args: (port) => ["-H", "127.0.0.1", "-p", String(port)],
  },
  {
    name: "versitygw 1.7.0",
    isPossible: hasGo,
    install: async () => installGo("versitygw", "github.com/versity/versitygw/cmd/versitygw", "v1.7.0"),
    args: (port, data) => ["--port", `127.0.0.1:${port}`, "posix", data],
  },
  {
    name: "gofakes3 1.2.0",
    isPossible: hasGo,
    install: async () => installGo("gofakes3", "github.com/johannesboyne/gofakes3/cmd/gofakes3", "v1.2.0"),
    args: (port) => ["-backend", "memory", "-host", `127.0.0.1:${port}`],
  },
];

/** Starts the server in a folder of its own; `stop` ends it and removes the folder. */
export async function startLocalServer(server: LocalServer): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const program = await server.install();
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-server-"));
  await mkdir(join(folder, "data"));
  const port = await freePort();
  const env = {
    ...process.env,
    ROOT_ACCESS_KEY: localCredentials.accessKeyId,
    ROOT_SECRET_KEY: localCredentials.secretAccessKey,
  };
  const child = spawn(program, server.args(port, join(folder, "data")), { cwd: folder, env, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (tries === 600 || child.exitCode !== null) {
      await stop();
      throw new Error(`${server.name} does not listen on port ${port}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.on("connect", () => answer(true)).on("error", () => answer(false));
  });
}
