import { createHash } from "node:crypto";
import { type Command, runInto } from "./measure.ts";

/** The sha256 of the messages in lines of JSON, however their numbers and texts are written. */
export function hashOfValuesIn(lines: Buffer): string {
  const hash = createHash("sha256");
  for (const line of lines.toString().trimEnd().split("\n")) hash.update(JSON.stringify(JSON.parse(line)));
  return hash.digest("hex");
}

/** The same of what a program writes into a pipe: what opens /dev/stdout cannot open the socket that Node gives a child. */
export async function hashOfValues(command: Command): Promise<string> {
  const pieces: Buffer[] = [];
  const args = ["-c", '"$@" | cat', "sh", command.file, ...command.args];
  await runInto({ ...command, file: "sh", args }, (piece) => void pieces.push(piece));
  return hashOfValuesIn(Buffer.concat(pieces));
}
