import { readFileSync, writeSync } from "node:fs";

/*
 * Loaded into every measured Node program with --import: on exit it tells on file descriptor 3 what
 * the process has used. No parent could find out, because libuv waits for its children without
 * keeping their resource usage.
 */
process.on("exit", (code) => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ code, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakKb: peakKb() ?? maxRSS }));
});

/** maxRSS counts what the parent had in memory when it forked; Linux also tells the peak of the program alone. */
function peakKb(): number | null {
  try {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    return peak === null ? null : Number(peak[1]);
  } catch {
    return null;
  }
}
