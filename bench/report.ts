import { type Findings, type Figure, isMet } from "./figure.ts";
import { median, type Result } from "./rounds.ts";

/** The table of the programs that were compared: medians over the rounds. */
export function programTable(results: readonly Result[]): string {
  const rows = results.map(({ name, size, runs }) => {
    const wall = median(runs.map(({ wallMs }) => wallMs));
    const cpu = median(runs.map(({ cpuMs }) => cpuMs));
    const peak = median(runs.map(({ peakKb }) => peakKb)) / 1024;
    const input = size >= 1e6 ? [(size / 1e6).toFixed(0), ((cpu * 1e6) / size).toFixed(1)] : ["", ""];
    return [name, ...input, (cpu / 1000).toFixed(2), (wall / 1000).toFixed(2), peak.toFixed(0)];
  });
  return table([["program", "MB in", "CPU ns/byte", "CPU s", "wall s", "peak MB"], ...rows]);
}

/** The table of figures, with the goal beside each. */
export function figureTable(figures: readonly Figure[]): string {
  return table([["figure", "value", "goal", ""], ...figures.map(figureRow)]);
}

/** Everything as JSON, for those who compare runs. */
export function asJson(findings: readonly Findings[]): string {
  const figures = findings
    .flatMap((one) => one.figures)
    .map((figure) => ({
      name: figure.name,
      value: figure.value,
      unit: figure.unit,
      goal: figure.goal,
      isMet: isMet(figure),
    }));
  const programs = findings.flatMap(({ results }) => results).map(({ name, size, runs }) => ({ name, size, runs }));
  const { version, platform, arch } = process;
  return JSON.stringify({ node: version, platform, arch, figures, programs }, null, 2);
}

function figureRow(figure: Figure): readonly string[] {
  const { name, value, unit, goal } = figure;
  const shown = `${value.toFixed(value >= 100 || Number.isInteger(value) ? 0 : 2)} ${unit}`;
  if (goal === undefined) return [name, shown, "", ""];
  const bound = "atLeast" in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
  return [name, shown, `${bound} ${unit}`, isMet(figure) ? "met" : "MISSED"];
}

/** Columns of equal width; the first is text, the others stand right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
