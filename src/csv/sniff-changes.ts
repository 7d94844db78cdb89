import type { Dialect } from "../format/dialect.ts";

/** What of a dialect may be tried. */
export type Change = Partial<Pick<Dialect, "delimiter" | "quote" | "escape" | "rowDelimiter" | "isTrimmed">>;

/** Marks that some programs have for quotes. */
export const oddQuotes = ["^", "|", "~", "´", "`", "*", "§", "%"];

/** From the smallest change to the largest. */
export function changesOf(text: Buffer, dialect: Dialect, rowEnds: readonly string[]): readonly Change[] {
  const lines = Math.max(...["\n", ...rowEnds].map((end) => countOf(text, end)));
  const delimiters = [
    ...[",", ";", "\t", "|"].filter((mark) => text.includes(mark) && !isAlwaysDouble(text, mark)),
    // Marks that nobody writes by chance, where there is one in each line.
    ...["||", "\x01", "\x1f", "^", "~", "¦", "§"].filter((mark) => countOf(text, mark) >= 0.8 * lines && lines > 1),
    ...longMarks(text),
  ].filter((delimiter) => delimiter !== dialect.delimiter);
  const quotings = [
    ...(text.includes('\\"') ? [{ quote: '"', escape: "\\" }] : []),
    { quote: "", escape: "" },
    ...(/\\[,;|\t~^]/.test(text.toString("latin1")) ? [{ quote: "", escape: "\\" }] : []),
    { quote: '"', escape: '"' },
    ...(text.includes("'") ? [{ quote: "'", escape: "'" }] : []),
    ...(text.includes("\\'") ? [{ quote: "'", escape: "\\" }] : []),
    ...oddQuotes.filter((mark) => enclosesFields(text, mark, lines)).map((mark) => ({ quote: mark, escape: mark })),
  ].filter(({ quote, escape }) => quote !== dialect.quote || escape !== dialect.escape);
  const changes: readonly Change[] = [
    ...delimiters.map((delimiter) => ({ delimiter })),
    ...quotings,
    ...delimiters.flatMap((delimiter) => quotings.map(({ quote, escape }) => ({ delimiter, quote, escape }))),
  ];
  const all: readonly Change[] = [{}, ...changes];
  const isPadded = dialect.isTrimmed !== true && hasBlanks(text, lines);
  const trimmed = isPadded ? crossed(all, [{ isTrimmed: true }]) : [];
  const ofRows = rowEnds.map((rowDelimiter) => ({ rowDelimiter }));
  const otherRows = crossed([...all, ...trimmed], ofRows).filter(
    ({ delimiter = dialect.delimiter, rowDelimiter }) => delimiter !== rowDelimiter,
  );
  return [...changes, ...otherRows, ...trimmed];
}

/** With blanks or colons between fields, as logs and files of Unix have them. */
export function changesOfText(text: Buffer, dialect: Dialect): readonly Change[] {
  const lines = countOf(text, "\n");
  const delimiters = [" ", ":"].filter((mark) => mark !== dialect.delimiter && countOf(text, mark) >= 2 * lines);
  return delimiters.flatMap((delimiter) => [{ delimiter }, { delimiter, quote: "", escape: "" }]);
}

/** Delimiters of several marks, such as |~|: they stand as often in each of the first lines. */
function longMarks(text: Buffer): readonly string[] {
  const lines = text
    .toString("utf8", 0, 16 * 1024)
    .split(/\r?\n|\r/)
    .filter((line) => line !== "")
    .slice(0, 20);
  const runs = new Set(lines[0]?.match(/[|~^@#!$%&*§¦;+<>]{2,5}/g));
  return [...runs].filter((mark) => {
    const counts = lines.map((line) => line.split(mark).length);
    return lines.length > 2 && mark !== "||" && counts.every((count) => count === counts[0]);
  });
}

/** Whether a mark stands before and behind fields, in each line or nearly. */
function enclosesFields(text: Buffer, mark: string, lines: number): boolean {
  const whole = text.toString();
  const at = mark.replace(/[|^*]/, String.raw`\$&`);
  const opening = whole.match(new RegExp(`(?:^|[,;\t|~^])${at}(?=[^,;\t\r\n])`, "gm"))?.length ?? 0;
  const closing = whole.match(new RegExp(`[^,;\t\r\n]${at}(?=[,;\t|~^\r\n]|$)`, "gm"))?.length ?? 0;
  return lines > 1 && Math.min(opening, closing) >= 0.8 * lines;
}

/** Each change with each of the others. */
function crossed(changes: readonly Change[], others: readonly Change[]): readonly Change[] {
  return others.flatMap((other) => changes.map((change) => Object.assign({}, change, other)));
}

/** Whether blanks stand beside what may be delimiters, in every second line or before a quote. */
function hasBlanks(text: Buffer, lines: number): boolean {
  const whole = text.toString("latin1");
  if (/[,;|\t][ \t]+["']/.test(whole)) return true;
  return (whole.match(/[ \t][,;|]|[,;|][ \t]| \t|\t | (?=[\r\n])/g)?.length ?? 0) > lines / 2;
}

export const madeForRows = ["\x1e", "\x1d", "\x02"];

/** What may end rows in the place of lines: marks that are made for it, and others where the text is a single line. */
export function rowEndsOf(text: Buffer): readonly string[] {
  const isOneLine = countOf(text, "\n") < 2 && countOf(text, "\r") < 2;
  const made = madeForRows.filter((mark) => countOf(text, mark) > 1);
  return [
    ...made.map((mark) => {
      // Some programs write a line end behind each, so that people can read the file.
      const ofLine = ["\r\n", "\n"].find((end) => countOf(text, mark + end) >= 0.8 * countOf(text, mark));
      return mark + (ofLine ?? "");
    }),
    ...["|", "~", "^", ";", "||", "@@"].filter((mark) => isOneLine && countOf(text, mark) > 2),
  ];
}

function isAlwaysDouble(text: Buffer, mark: string): boolean {
  return mark === "|" && countOf(text, mark) === 2 * countOf(text, mark + mark);
}

function countOf(text: Buffer, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + mark.length)) count++;
  return count;
}
