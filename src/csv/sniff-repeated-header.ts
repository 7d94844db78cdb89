import type { FileSettings } from "../format/file-settings.ts";
import type { Finding } from "../format/finding.ts";

/** Looks whether the header stands once more among the rows, as where files were put one behind the other; null where it does not. */
export function sniffRepeatedHeader(
  { text, linesBefore }: { readonly text: string; readonly linesBefore: number },
  found: Finding | null,
  { header, dialect }: Pick<FileSettings, "header" | "dialect">,
): Finding | null {
  const { skip_lines: skipLines = dialect.skipLines, header: named = header } = found?.settings ?? {};
  if (named !== true) return null;
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines.findIndex((line, index) => index >= skipLines && line !== "");
  const again = lines.indexOf(lines[first] ?? "", first + 1);
  if (first === -1 || again === -1 || !isHeader(lines[first] ?? "")) return null;
  return {
    code: "repeated-header",
    message: `its header stands once more in line ${linesBefore + again + 1}, and is a record there; no setting leaves it out`,
    settings: {},
    isSure: true,
  };
}

/** A line of one word, or with a digit in place of a name, is a row that comes twice. */
function isHeader(line: string): boolean {
  const names = line.split(/[,;\t|]/);
  return names.length > 1 && names.every((name) => /^"?\p{L}/u.test(name.trim()));
}
