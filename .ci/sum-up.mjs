// Adds up vitest's JSON reports; exits with 1 when anything failed.
import { readFileSync } from "node:fs";

const [extraFailures = "0", ...files] = process.argv.slice(2);
let [passed, failed, skipped] = [0, Number(extraFailures), 0];
for (const file of files) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests + (report.success || report.numFailedTests > 0 ? 0 : 1);
  skipped += report.numPendingTests + report.numTodoTests;
}
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
