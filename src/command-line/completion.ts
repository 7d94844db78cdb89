/** One flag, as far as a shell has to know it to complete it. */
export interface Flag {
  /** With their dashes. */
  readonly names: readonly string[];
  readonly description: string;
  readonly takes: "nothing" | "file" | "text" | readonly string[];
}

/** A script that completes the command line in a shell. */
export function completion(shell: "bash" | "zsh", flags: readonly Flag[]): string {
  return shell === "bash" ? bash(flags) : zsh(flags);
}

function bash(flags: readonly Flag[]): string {
  const cases = flags.flatMap(({ names, takes }) => {
    if (takes === "nothing") return [];
    const words = takes === "file" ? "-f" : takes === "text" ? '-W ""' : `-W "${takes.join(" ")}"`;
    return [`    ${names.join("|")}) COMPREPLY=($(compgen ${words} -- "$current")); return ;;`];
  });
  return `# source <(tap-s3-csv --completion bash)
_tap_s3_csv() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]}
  case $previous in
${cases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "${flags.map(({ names }) => names.at(-1)).join(" ")}" -- "$current"))
}
complete -o filenames -F _tap_s3_csv tap-s3-csv
`;
}

function zsh(flags: readonly Flag[]): string {
  const specs = flags.map(({ names, description, takes }) => {
    // In a spec, brackets and colons have a meaning of their own.
    const text = description.replaceAll(/[[\]:\\]/g, "\\$&").replaceAll("'", "");
    const values =
      takes === "file" ? ":file:_files" : takes === "text" ? ":text: " : `:value:(${[takes].flat().join(" ")})`;
    const group = names.length > 1 ? `{${names.join(",")}}` : names[0];
    return `  ${group}'[${text}]${takes === "nothing" ? "" : values}'`;
  });
  return `#compdef tap-s3-csv
# source <(tap-s3-csv --completion zsh)
_tap_s3_csv() {
  _arguments \\
${specs.map((spec) => `  ${spec}`).join(" \\\n")}
}
compdef _tap_s3_csv tap-s3-csv
`;
}
