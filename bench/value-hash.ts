import { createHash } from "node:crypto";
import { type Command, runInto } from "./measure.ts";

/** The sha256 of the messages in lines of JSON, however their numbers and texts are written. */
export function hashOfValuesIn(lines: Buffer): string {
  const hash = createHash("sha256");
  for (const line of lines.toString().trimEnd().split("\n")) hash.update(JSON.stringify(JSON.parse(line)));
  return hash.digest("hex");
}

/** The same of what a program writes. */
export async function hashOfValues(command: Command): Promise<string> {
  const pieces: Buffer[] = [];
  await runInto(command, (piece) => void pieces.push(piece));
  return hashOfValuesIn(Buffer.concat(pieces));
}
