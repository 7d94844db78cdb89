import { compileDateFormat } from "../time/date-format.ts";
import { unorderedFormats } from "../time/unordered-formats.ts";

const pairs = unorderedFormats.map(({ dayFirst, monthFirst }) =>
  [dayFirst, monthFirst].map((format) => ({ format, read: compileDateFormat(format) })),
);

/** The one form of these that reads all of the texts, where its other order does not; else null. */
export function provenFormat(texts: readonly string[]): string | null {
  for (const pair of pairs) {
    const reading = pair.filter(({ read }) => texts.every((text) => read(text) !== null));
    const [only] = reading;
    if (reading.length === 1 && only !== undefined) return only.format;
  }
  return null;
}
