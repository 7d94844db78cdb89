import { compileDateFormat } from "../time/date-format.ts";

const orders = ["DD MM", "MM DD"];
const separators = ["/", ".", "-"];
const years = ["YYYY", "YY"];
const times = ["", " HH:mm", " HH:mm:ss"];

/** Forms in which only the order tells day and month apart, in pairs of both orders. */
const pairs = separators.flatMap((separator) =>
  years.flatMap((year) =>
    times.map((time) =>
      orders.map((order) => {
        const format = `${order.replace(" ", separator)}${separator}${year}${time}`;
        return { format, read: compileDateFormat(format) };
      }),
    ),
  ),
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
