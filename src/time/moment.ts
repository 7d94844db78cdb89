import { epochMs } from "./calendar.ts";
import { readCommonDate } from "./date-forms.ts";

/** A point in time, and how it was read where that could surprise. */
export interface Moment {
  readonly date: Date;
  /** Day and month could be the other way round, as in 01/02/2024. */
  readonly isAmbiguous: boolean;
}

/**
 * Reads a point in time in the forms that people write, those that columns take, to milliseconds. Without a zone it is
 * UTC. Null for anything else, also for a day that does not exist.
 */
export function readMoment(text: string): Moment | null {
  const reading = readCommonDate(text);
  const milliseconds = reading === null ? null : epochMs(reading.time);
  if (reading === null || milliseconds === null) return null;
  return { date: new Date(milliseconds), isAmbiguous: reading.isAmbiguous };
}
