import { idLength, versionKey, type Version } from "./version.ts";

// Bounds the length of one text. The 25 characters of each group's stamp are 0.4 per id.
const idsPerText = 64;
const textPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z(?: [\w-]+)+$/;
const stampLength = "2024-01-01T00:00:00.000Z".length;

/**
 * Versions as texts: a stamp, then ids in order of time. An id is followed by the milliseconds, in
 * base 36, from the one before it (for the first: from the stamp); none when that is 0. So an id
 * takes 11 to 17 bytes however its stamps are spread, and 50,000 stay under 1 MiB.
 */
export function writeSeen(versions: readonly Version[]): string[] {
  const texts: string[] = [];
  let text = "";
  let before = 0;
  for (const [index, version] of distinct(versions).entries()) {
    if (index % idsPerText === 0) {
      if (index > 0) texts.push(text);
      text = new Date(version.lastModified).toISOString();
      before = version.lastModified;
    }
    const step = version.lastModified - before;
    text += ` ${version.id}${step === 0 ? "" : step.toString(36)}`;
    before = version.lastModified;
  }
  if (text !== "") texts.push(text);
  return texts;
}

/** The versions in one text, or null when it is not one. `length` is that of an id. */
export function readSeen(text: string, length = idLength): Version[] | null {
  if (!textPattern.test(text)) return null;
  let lastModified = Date.parse(text.slice(0, stampLength));
  if (Number.isNaN(lastModified)) return null;
  const versions: Version[] = [];
  for (const entry of text.slice(stampLength + 1).split(" ")) {
    const step = entry.slice(length);
    if (entry.length < length || !stepPattern.test(step)) return null;
    if (step !== "") lastModified += Number.parseInt(step, 36);
    versions.push({ lastModified, id: entry.slice(0, length) });
  }
  return versions;
}

const stepPattern = /^[0-9a-z]{0,9}$/;

/** Each version once, ordered, so that equal sets give equal texts. */
function distinct(versions: readonly Version[]): Version[] {
  const byKey = new Map(versions.map((version) => [versionKey(version), version]));
  return [...byKey.values()].sort((a, b) => a.lastModified - b.lastModified || (a.id < b.id ? -1 : 1));
}
