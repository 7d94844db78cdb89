import { kindOf } from "./sniff-kind.ts";

/** Columns that speak for the first row being a header, and for its being data. */
interface Votes {
  readonly header: number;
  readonly data: number;
  /** No field can be a name, and one is a fraction or a date above others, an address, or the first of ids that count on. */
  readonly isSureOfData: boolean;
}

/** In a column of numbers or dates a name stands out, and a first row of data does not: as Python's csv.Sniffer has it. */
export function votesOnHeader(first: readonly string[], rest: readonly (readonly string[])[]): Votes {
  let [header, data, measures] = [0, 0, 0];
  for (const [column, text] of first.entries()) {
    const texts = rest.map((row) => row[column] ?? "");
    if (countsOn(text, texts) || [text, ...texts].every(isAddress)) {
      data++;
      measures++;
      continue;
    }
    const kind = kindOf(texts);
    if (kind === "string" || text.trim() === "" || year.test(text)) continue;
    if (kindOf([text]) === "string") header++;
    else data++;
    // Whole numbers are names of columns now and then: days, classes, quarters.
    if (kind !== "integer" && kindOf([text]) === kind) measures++;
  }
  return { header, data, isSureOfData: header === 0 && measures > 0 };
}

/** Whether a whole number is the first of those below it, which count on by one, as ids do. */
function countsOn(first: string, rest: readonly string[]): boolean {
  if (rest.length < 2 || !/^(?:0|[1-9]\d{0,14})$/.test(first) || year.test(first)) return false;
  return rest.every((text, index) => text === String(Number(first) + index + 1));
}

/** No column is called by an address of mail or of the web. */
function isAddress(text: string): boolean {
  return /^(?:[^\s@,]+@[^\s@,]+\.[^\s@,]+|https?:\/\/\S+)$/i.test(text);
}

/** Years are names as often as they are data. */
const year = /^(?:19|20)\d\d$/;
