import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../programs/free-port.ts";
import { buildGo, hasGo, installGo } from "../programs/go-program.ts";
import { hasMaven, installJars } from "../programs/maven-jars.ts";
import { hasPython, installPython } from "../programs/python-program.ts";

/** An S3 server that is one program, installed by the test that wants it. */
export interface LocalServer {
  readonly name: string;
  /** Whether what installs it is there. */
  isPossible(): boolean;
  /** Gives the program, or where it is. */
  install(): Promise<string>;
  /** What starts it, for a port and a folder of its own. */
  command(installed: string, port: number, data: string): Promise<readonly [program: string, ...args: string[]]>;
}

export const localCredentials = { accessKeyId: "testkey", secretAccessKey: "testsecret" };

export const localServers: readonly LocalServer[] = [
  {
    name: "moto 5.2.5",
    isPossible: hasPython,
    install: async () =>
      join(await installPython({ name: "moto", requirements: ["moto[server]==5.2.5"] }), "moto_server"),
    command: async (program, port) => [program, "-H", "127.0.0.1", "-p", String(port)],
  },
  {
    name: "versitygw 1.7.0",
    isPossible: hasGo,
    install: async () => installGo("versitygw", "github.com/versity/versitygw/cmd/versitygw", "v1.7.0"),
    command: async (program, port, data) => [program, "--port", `127.0.0.1:${port}`, "posix", data],
  },
  {
    name: "gofakes3 1.2.0",
    isPossible: hasGo,
    install: async () => installGo("gofakes3", "github.com/johannesboyne/gofakes3/cmd/gofakes3", "v1.2.0"),
    command: async (program, port) => [program, "-backend", "memory", "-host", `127.0.0.1:${port}`],
  },
  {
    name: "rclone 1.75.0",
    isPossible: hasGo,
    install: async () => buildGo("rclone", "v1.75.0", rclone),
    command: async (program, port, data) => {
      const keys = `${localCredentials.accessKeyId},${localCredentials.secretAccessKey}`;
      return [program, "serve", "s3", "--auth-key", keys, "--addr", `127.0.0.1:${port}`, data];
    },
  },
  {
    name: "ministack 1.5.33",
    isPossible: hasPython,
    install: async () =>
      join(await installPython({ name: "ministack", requirements: ["ministack==1.5.33"] }), "ministack"),
    command: async (program, port) => ["env", "BIND_HOST=127.0.0.1", `GATEWAY_PORT=${port}`, program],
  },
  {
    name: "s3proxy 3.1.0",
    isPossible: hasMaven,
    install: async () => installJars({ group: "org.gaul", name: "s3proxy", version: "3.1.0" }),
    command: async (jars, port, data) => {
      const properties = join(data, "s3proxy.properties");
      await writeFile(properties, s3proxySettings(port));
      return ["java", "-cp", jars, "org.gaul.s3proxy.Main", "--properties", properties];
    },
  },
];

/** With all its backends it takes four minutes to build. */
const rclone = `package main

import (
	_ "github.com/rclone/rclone/backend/local"
	"github.com/rclone/rclone/cmd"
	_ "github.com/rclone/rclone/cmd/serve"
	_ "github.com/rclone/rclone/cmd/serve/s3"
)

func main() { cmd.Main() }
`;

/** Nothing is kept: the objects are in its memory. */
function s3proxySettings(port: number): string {
  return [
    "s3proxy.authorization=aws-v2-or-v4",
    `s3proxy.identity=${localCredentials.accessKeyId}`,
    `s3proxy.credential=${localCredentials.secretAccessKey}`,
    `s3proxy.endpoint=http://127.0.0.1:${port}`,
    "jclouds.provider=transient-nio2",
    "jclouds.identity=none",
    "jclouds.credential=none",
  ].join("\n");
}

/** Starts the server in a folder of its own; `stop` ends it and removes the folder. */
export async function startLocalServer(server: LocalServer): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const installed = await server.install();
  const folder = await mkdtemp(join(tmpdir(), "tap-s3-csv-server-"));
  await mkdir(join(folder, "data"));
  const port = await freePort();
  const env = {
    ...process.env,
    ROOT_ACCESS_KEY: localCredentials.accessKeyId,
    ROOT_SECRET_KEY: localCredentials.secretAccessKey,
  };
  const [program, ...args] = await server.command(installed, port, join(folder, "data"));
  const child = spawn(program, args, { cwd: folder, env, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (tries === 1800 || child.exitCode !== null) {
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
