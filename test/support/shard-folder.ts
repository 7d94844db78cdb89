import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary } from "./binary.ts";
import type { StateValue } from "./messages.ts";
import { testEnvironment } from "./run-tap.ts";
import { type Line, load } from "./tiny-target.ts";

/** What befalls some taps of a run. */
interface Fate {
  /** Which: a pattern of bash for `TASK:RESTARTS ARGUMENTS`, the first two as Slurm counts them. */
  readonly of: string;
  /** In bash; `cut_after BYTES "$@"` runs the tap until it has written so much, and kills it. */
  readonly script: string;
}

/** A folder in which the examples of several runs side by side are at work, with a `tap-s3-csv` of its own on the PATH. */
export class ShardFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(config: object, catalog: object): Promise<ShardFolder> {
    const folder = new ShardFolder(await mkdtemp(join(tmpdir(), "tap-s3-csv-shards-")));
    await Promise.all(["bin", "loaded"].map((name) => mkdir(join(folder.path, name))));
    await folder.write("config.json", JSON.stringify(config));
    await folder.write("catalog.json", JSON.stringify(catalog));
    await folder.program("target", `exec awk -v loaded="${folder.path}/loaded/$$" '${target}'`);
    await folder.befall([]);
    return folder;
  }

  /** What befalls taps from now on. */
  async befall(fates: readonly Fate[]): Promise<void> {
    const tap = `"${process.execPath}" "${binary}"`;
    const cases = fates.map(({ of, script }) => `${of}) ${script} ;;`).join("\n");
    await this.program(
      "tap-s3-csv",
      `cut_after() {
        local bytes=$1 pid="${this.path}/pid-$$"
        shift
        sh -c 'echo $$ > "$0"; exec "$@"' "$pid" ${tap} "$@" | { head -c "$bytes"; kill -9 "$(cat "$pid")"; }
      }
      case "$SLURM_ARRAY_TASK_ID:$SLURM_RESTART_COUNT $*" in
      ${cases}
      esac
      exec ${tap} "$@"`,
    );
  }

  /** What a shell in the folder has around it. */
  environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { PATH = "", ...others } = testEnvironment(extra);
    return { PATH: `${join(this.path, "bin")}:${PATH}`, TARGET: "target", ...others };
  }

  /** What all targets have saved. */
  async loaded(): Promise<readonly Line[]> {
    const names = await readdir(join(this.path, "loaded"));
    const texts = await Promise.all(names.map((name) => readFile(join(this.path, "loaded", name), "utf8")));
    return texts.flatMap(
      (text) => load(`${text}{"type":"STATE","value":{"bookmarks":{}}}\n`, { bookmarks: {} }).committed,
    );
  }

  async state(): Promise<StateValue> {
    return JSON.parse(await readFile(join(this.path, "state.json"), "utf8"));
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }

  /** Puts a program on the PATH, in bash. */
  async program(name: string, script: string): Promise<void> {
    await this.write(join("bin", name), `#!/usr/bin/env bash\n${script}\n`);
    await chmod(join(this.path, "bin", name), 0o755);
  }

  private async write(name: string, text: string): Promise<void> {
    await writeFile(join(this.path, name), text);
  }
}

/** A target in awk: at each STATE it saves what came before it, and prints it. */
const target = `
  /^{"type":"RECORD"/ { records = records $0 "\\n"; next }
  /^{"type":"STATE"/ { printf "%s", records >> loaded; fflush(); records = ""; print; fflush() }`;
