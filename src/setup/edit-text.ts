import { applyEdits, modify } from "jsonc-parser";
import { Document, isScalar, parseDocument } from "yaml";

/** One change of a config file: the value at a path; undefined takes it out. */
export interface Edit {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** The text of a config file with these changes. Comments, order and all other keys stay. */
export function editText(text: string, edits: readonly Edit[], syntax: "json" | "yaml"): string {
  return syntax === "json" ? editJson(text, edits) : editYaml(text, edits);
}

function editJson(text: string, edits: readonly Edit[]): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };
  const edited = edits.reduce(
    (before, { path, value }) => applyEdits(before, modify(before, [...path], value, { formattingOptions })),
    text.trim() === "" ? "{}" : text,
  );
  return edited.endsWith("\n") ? edited : `${edited}\n`;
}

function editYaml(text: string, edits: readonly Edit[]): string {
  const document = text.trim() === "" ? new Document({}) : parseDocument(text);
  for (const { path, value } of edits) {
    const node = document.getIn(path, true);
    if (value === undefined) document.deleteIn(path);
    // Another node would not have the comment behind it.
    else if (isScalar(node) && typeof value !== "object") node.value = value;
    else document.setIn(path, document.createNode(value));
  }
  return document.toString();
}
