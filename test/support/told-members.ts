import { members } from "../../src/bytes/members.ts";
import type { ByteRange, ByteSource } from "../../src/format/byte-source.ts";
import { bytesOf, stream } from "./chunks.ts";

/** An object in memory that comes in the chunks of `cut`, and writes down which ranges were asked for. */
export function objectOf(
  content: Buffer,
  cut: (bytes: Uint8Array) => Uint8Array[] = (bytes) => [bytes],
  ranges: ByteRange[] = [],
): ByteSource {
  return {
    size: content.length,
    read: (range) => {
      if (range !== undefined) ranges.push(range);
      return stream(cut(content.subarray(range?.from ?? 0, range?.to)));
    },
  };
}

/**
 * What is inside an object, a line for each file: "path|name", with "|stored" when its bytes are the object's
 * own, and with ": " and its text unless that is `text`; or "path: reason content" for what is skipped.
 */
export async function toldMembers(key: string, source: ByteSource, text: Buffer): Promise<string[]> {
  const lines: string[] = [];
  for await (const member of members(key, source, { maxExpansion: 200 })) {
    if ("reason" in member) {
      lines.push(`${member.path}: ${member.reason} ${member.content}`);
      continue;
    }
    const content = await bytesOf(member.bytes);
    const line = `${member.path}|${member.name}${member.isStored ? "|stored" : ""}`;
    lines.push(content.equals(text) ? line : `${line}: ${content.toString()}`);
  }
  return lines;
}
