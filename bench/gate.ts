import { type Figure, isMet } from "./figure.ts";
import { objectsReached, reached } from "./goals.ts";
import { measureDecimals } from "./parts/decimals.ts";
import { measureJsonLines } from "./parts/json-lines.ts";
import { measureMemory } from "./parts/memory.ts";
import { measureCostOfObjects } from "./parts/small-objects.ts";
import { measureThroughput } from "./parts/throughput.ts";
import { measureTypedFiles } from "./parts/typed-files.ts";
import { figureTable } from "./report.ts";

/*
 * The short form for CI: what does not depend on how busy the machine is. Ratios of CPU time with
 * some slack, held against what is reached and not against the goals, which npm run bench shows; peak
 * memory, and whether the output is the same as that of the slow reader.
 */
const slack = 0.2;
const size = 60e6;

const figures: Figure[] = [];
for (const kind of ["narrow", "wide", "quoted"] as const) {
  const findings = await measureThroughput({ kind, size, rounds: 3, goals: reached[kind], isShort: true });
  figures.push(...findings.figures);
  for (const remark of findings.remarks) console.log(remark);
}
figures.push(...(await measureDecimals(36e6, 3)).figures, ...(await measureJsonLines(60e6, 3)).figures);
for (const [format, atMost] of [
  ["avro", 0.2],
  ["parquet", 0.3],
] as const) {
  const findings = await measureTypedFiles(format, 600_000, 2, { atMost });
  figures.push(...findings.figures);
  for (const remark of findings.remarks) console.log(remark);
}
figures.push(...(await measureCostOfObjects(2000, 2, objectsReached)).figures);
figures.push(...(await measureMemory(60e6, 300e6, 1)).figures);

const checked = figures.filter(({ goal }) => goal !== undefined);
const failed = checked.filter((figure) => !isMet(figure, slack));
console.log(`${figureTable(checked)}\n`);
for (const figure of checked) console.log(`${failed.includes(figure) ? "FAILED" : "passed"}  ${figure.name}`);
console.log(`\n${checked.length - failed.length} passed, ${failed.length} failed (with ${slack * 100} % slack)`);
process.exitCode = failed.length > 0 ? 1 : 0;
