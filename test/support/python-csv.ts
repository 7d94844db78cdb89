import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Dialect } from "../../src/format/dialect.ts";

/** What Python's csv.reader makes of a text, without the rows of blank lines. */
export interface PythonReading {
  readonly rows: readonly (readonly string[])[];
  /** The last row, when the text ended inside it. */
  readonly unfinished: readonly string[] | null;
}

/** Whether there is a Python to compare with. On the build machines there must be one. */
export function hasPython(): boolean {
  const isThere = spawnSync("python3", ["--version"]).status === 0;
  if (!isThere && process.env["CI"]) throw new Error("python3 is missing, which the comparison with Python needs");
  return isThere;
}

/** Reads all texts with one Python process. */
export async function readWithPython(
  texts: readonly { readonly text: string; readonly dialect: Dialect }[],
): Promise<PythonReading[]> {
  const script = fileURLToPath(new URL("read_csv.py", import.meta.url));
  const python = spawn("python3", [script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, PYTHONIOENCODING: "utf-8" },
  });
  const requests = texts.map(({ text, dialect: { delimiter, quote, escape } }) =>
    JSON.stringify([text, delimiter, quote, escape]),
  );
  python.stdin.end(`${requests.join("\n")}\n`);
  const readings: PythonReading[] = [];
  for await (const line of createInterface({ input: python.stdout })) {
    const reading: PythonReading = JSON.parse(line);
    readings.push(reading);
  }
  return readings;
}
