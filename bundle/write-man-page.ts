import type { Command, Option } from "commander";
import type { Plugin } from "rolldown";
import packageFile from "../package.json" with { type: "json" };
import { describeFlags, notes } from "../src/command-line/flags.ts";

/** Puts a page for man(1) beside the program, made of what --help prints. */
export const writeManPage: Plugin = {
  name: "write-man-page",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "tap-s3-csv.1", source: manPage(describeFlags(packageFile.version)) });
  },
};

/** https://man7.org/linux/man-pages/man7/man.7.html */
function manPage(program: Command): string {
  const name = program.name();
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${packageFile.version}"`,
    ".SH NAME",
    `${name} \\- ${text(packageFile.description)}`,
    ".SH SYNOPSIS",
    `.B ${name}`,
    text(program.usage()),
    ".SH DESCRIPTION",
    text(program.description()),
    ".SH OPTIONS",
    ...visibleOptions(program).flatMap(describeOption),
    ...notes.trim().split("\n\n").flatMap(section),
    "",
  ].join("\n");
}

function visibleOptions(program: Command): readonly Option[] {
  return program.createHelp().visibleOptions(program);
}

function describeOption({ flags, description, argChoices }: Option): readonly string[] {
  const choices = argChoices === undefined ? "" : ` (choices: ${argChoices.join(", ")})`;
  return [".TP", `.B ${text(flags)}`, text(`${description}${choices}`)];
}

/** A heading with a colon, and lines that are set as they stand. */
function section(block: string): readonly string[] {
  const [heading = "", ...lines] = block.split("\n");
  return [`.SH ${heading.replace(":", "").toUpperCase()}`, ".nf", ...lines.map((line) => text(line.trim())), ".fi"];
}

/** Without the characters that would be an order to the formatter, or become typographic. */
function text(plain: string): string {
  return plain
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll(/^(?=[.'])/gm, "\\&");
}
