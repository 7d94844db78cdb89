import type { TextOut } from "./write-text.ts";
import { longOf, writePadded } from "./write-numbers.ts";

/** How times are written: as this tap does, or as the tap that it replaces, which has Python's words for them. */
export type TimeForm = "iso" | "python";

const secondsPerDay = 86_400;
const microsPerDay = secondsPerDay * 1e6;

/** Writes dates; of neighbouring values the date is mostly the same. */
export class DateWriter {
  #days = Number.NaN;
  #text = "";

  /** Writes the date so many days after 1970-01-01. Before year 1 and behind 9999 it is one that no column of dates takes. */
  write(days: number, out: TextOut): void {
    if (days !== this.#days) {
      this.#days = days;
      this.#text = dateText(days);
    }
    out.ascii(this.#text);
  }
}

/** JavaScript's dates would cost half of the time that reading a column of moments takes. */
function dateText(days: number): string {
  // Years that begin in March, so that a leap day is their last; 400 of them have always as many days.
  const sinceMarch = days + 719_468;
  const era = Math.floor(sinceMarch / 146_097);
  const ofEra = sinceMarch - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthsSinceMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1;
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${yearText(year)}-${month < 10 ? "0" : ""}${month}-${day < 10 ? "0" : ""}${day}`;
}

/** With a sign and more digits where four are not enough: https://tc39.es/ecma262/#sec-expanded-years */
function yearText(year: number): string {
  if (year >= 1000 && year <= 9999) return String(year);
  if (year >= 0 && year <= 9999) return String(year).padStart(4, "0");
  return `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(6, "0")}`;
}

/** Writes the time of day so many microseconds after midnight. */
export function writeTime(micros: number, form: TimeForm, out: TextOut): void {
  const seconds = Math.floor(micros / 1e6);
  const fraction = micros - seconds * 1e6;
  const minutes = Math.floor(seconds / 60);
  writePadded(Math.floor(minutes / 60), 2, out);
  out.ascii(":");
  writePadded(minutes % 60, 2, out);
  out.ascii(":");
  writePadded(seconds % 60, 2, out);
  if (form === "python" && fraction === 0) return;
  out.ascii(".");
  writePadded(fraction, 6, out);
}

/** Writes moments that are counted from 1970 on. */
export class MomentWriter {
  readonly #dates = new DateWriter();
  readonly #perSecond: number;
  readonly #isUtc: boolean;
  readonly #form: TimeForm;

  constructor(perSecond: number, isUtc: boolean, form: TimeForm) {
    this.#perSecond = perSecond;
    this.#isUtc = isUtc;
    this.#form = form;
  }

  /** Writes the moment of an integer of 64 bits, its halves given. */
  writeLong(low: number, high: number, out: TextOut): void {
    const perSecond = this.#perSecond;
    const micros = perSecond === 1e9 ? thousandth(low, high) : (high * 0x100000000 + (low >>> 0)) * (1e6 / perSecond);
    if (Number.isSafeInteger(micros)) {
      const days = Math.floor(micros / microsPerDay);
      return this.write(days, micros - days * microsPerDay, out);
    }
    // Behind the year 2255, where 9999-12-31 is.
    const perDay = BigInt(perSecond) * BigInt(secondsPerDay);
    const count = longOf(low, high, true);
    const rest = ((count % perDay) + perDay) % perDay;
    this.write(Number((count - rest) / perDay), Math.floor((Number(rest) * 1e6) / perSecond), out);
  }

  write(days: number, micros: number, out: TextOut): void {
    this.#dates.write(days, out);
    out.ascii(this.#form === "iso" ? "T" : " ");
    writeTime(micros, this.#form, out);
    if (this.#form === "iso") out.ascii("Z");
    else if (this.#isUtc) out.ascii("+00:00");
  }
}

/** An integer of 64 bits by 1000, rounded down; exact where the result is a safe integer. */
function thousandth(low: number, high: number): number {
  const highPart = Math.floor(high / 1000);
  return highPart * 0x100000000 + Math.floor(((high - 1000 * highPart) * 0x100000000 + (low >>> 0)) / 1000);
}
