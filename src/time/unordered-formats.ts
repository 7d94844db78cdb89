/** A form in which only the order tells day and month apart, in both orders, as a `date_format`. */
export interface UnorderedFormat {
  readonly dayFirst: string;
  readonly monthFirst: string;
}

/** The common ones, alone and with a time behind them. */
export const unorderedFormats: readonly UnorderedFormat[] = ["/", ".", "-"].flatMap((separator) =>
  ["YYYY", "YY"].flatMap((year) =>
    ["", " HH:mm", " HH:mm:ss"].map((time) => ({
      dayFirst: ["DD", "MM", year].join(separator) + time,
      monthFirst: ["MM", "DD", year].join(separator) + time,
    })),
  ),
);
