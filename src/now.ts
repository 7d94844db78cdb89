/**
 * Milliseconds by a clock that never goes back. Node's `performance` is one, too, but loads all that Node measures itself
 * with, for which each start would wait a millisecond.
 */
export function now(): number {
  return process.uptime() * 1000;
}
