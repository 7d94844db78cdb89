import { kindOfTexts } from "../schema/infer.ts";

const dayOrMonthFirst = /^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d\d)$/;

/** The type of a column by texts, as a sample would find it; dates are also those of a spreadsheet. */
export function kindOf(texts: readonly string[]): string {
  const filled = texts.filter((text) => text.trim() !== "");
  if (filled.length > 0 && filled.every((text) => dayOrMonthFirst.test(text.trim()))) return "date";
  return kindOfTexts(texts);
}
