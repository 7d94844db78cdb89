import type { ByteSource } from "../../src/format/byte-source.ts";
import type { OpenFile } from "../../src/format/file-format.ts";
import type { FileSettings } from "../../src/format/file-settings.ts";

/** As a table without any settings says it. */
const bareSettings: FileSettings = {
  dialect: { delimiter: null, quote: '"', escape: '"', comment: "", skipLines: 0, maxRecordSize: 64 * 1024 * 1024 },
  encoding: "utf-8",
  encodingErrors: "fail",
  header: true,
  schemaInference: "headers",
};

/** A file in memory that comes in these chunks, and lies in a store as it is. */
export function openFileOf(chunks: readonly Uint8Array[], more: Partial<OpenFile> = {}): OpenFile {
  const ranges = bytesInMemory(chunks);
  return {
    bytes: ranges.read(),
    ranges,
    settings: bareSettings,
    onBroken: "fail",
    maxExpansion: 200,
    isWanted: () => true,
    typeOf: () => null,
    ...more,
  };
}

function bytesInMemory(chunks: readonly Uint8Array[]): ByteSource {
  const whole = Buffer.concat(chunks);
  return {
    size: whole.length,
    async *read(range) {
      if (range === undefined) for (const chunk of chunks) yield Buffer.from(chunk);
      else yield Buffer.from(whole.subarray(range.from, range.to));
    },
  };
}
