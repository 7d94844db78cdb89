import type { Dialect } from "../format/dialect.ts";
import type { Finding } from "../format/finding.ts";
import type { Sample } from "./sniff-dialect.ts";
import { sniffRows } from "./sniff-rows.ts";

/** A log in the W3C's extended format, whose directives name the fields: https://www.w3.org/TR/WD-logfile. Null for any other file. */
export async function sniffLog({ text, isCut }: Sample, dialect: Dialect): Promise<Finding | null> {
  if (dialect.comment !== "" || !text.subarray(0, 1).equals(Buffer.from("#"))) return null;
  const [, fields = ""] = /^#Fields:[ \t]*(.+?)[ \t]*$/m.exec(text.toString("utf8", 0, maxDirectives)) ?? [];
  const names = fields.split(/[ \t]+/).filter((name) => name !== "");
  if (names.length < 2 || new Set(names).size < names.length) return null;
  for (const delimiter of [" ", "\t", ","]) {
    const { width, regularity } = await sniffRows(text, { ...dialect, delimiter, comment: "#" }, isCut);
    if (width !== names.length || regularity < 0.9) continue;
    return {
      code: "comments-above",
      message: "it is a log whose directives name the fields",
      settings: { delimiter, comment: "#", header: names },
      isSure: true,
    };
  }
  return null;
}

/** Bytes at the beginning of a log in which its directives stand. */
const maxDirectives = 4096;
