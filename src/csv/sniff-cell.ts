const number = /^[-+]?(?:\d+|\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+)?(?:[.,]\d+)?(?:e[-+]?\d+)?$/i;
const amount = /^(?:[-+(]?\s?[$€£¥]\s?)?[-+(]?[\d.,' \u00a0]*\d[\d.,']*\)?\s?(?:[$€£¥%]|[A-Z]{3})?-?$/;
const moment =
  /^\d{1,4}[-/. ](?:\d{1,2}|[A-Za-z]{3})[-/. ]\d{1,4}(?:[T ]\d{1,2}:\d{2}.{0,22})?$|^\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?$/;
const marks = /[,;\t|"]/;
const quotesOrEscapes = /["'\\]/;

/** Between marks that some programs have for quotes. */
const enclosed = /^([\^|~´`*§%])[^]+\1$/;

/** How much a field looks like one whole value: 1 for a number, a date or nothing, down to 0 for a piece of a field that was cut wrong. */
export function cellScore(cell: string): number {
  if (cell === "" || number.test(cell) || amount.test(cell) || moment.test(cell)) return 1;
  const text = cell.trim();
  if (hasLooseQuote(text)) return 0.05;
  const clean = marks.test(text) ? 0.6 : 0.9;
  return text.length === cell.length ? clean : clean * 0.8;
}

/** A quote that was to be taken off, or whose other half is in a neighbour. Apostrophes within words do not count. */
function hasLooseQuote(text: string): boolean {
  if (enclosed.test(text)) return true;
  if (!quotesOrEscapes.test(text)) return false;
  const isEnclosed = text.length > 1 && ["'", '"'].some((mark) => text.startsWith(mark) && text.endsWith(mark));
  return isEnclosed || text.includes('\\"') || text.endsWith("\\") || text.includes('""') || isHalf(text);
}

function isHalf(text: string): boolean {
  return (text.startsWith('"') || text.endsWith('"')) && text.split('"').length % 2 === 0;
}
