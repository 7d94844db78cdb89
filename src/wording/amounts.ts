/** 1234567 as "1,234,567". */
export function formatCount(count: number): string {
  // Not by Intl, whose data takes milliseconds to load.
  return String(Math.round(count)).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** 1234567 bytes as "1.2 MB", in powers of 1000 as stores count. */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? bytes : amount.toFixed(1)} ${units[power] ?? ""}`;
}

const units = ["B", "kB", "MB", "GB", "TB", "PB"];

/** Seconds as "7 s", "2 min 5 s" or "3 h 20 min". */
export function formatSeconds(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
