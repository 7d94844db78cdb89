import { TapError } from "../errors.ts";
import { formatCount } from "../wording/amounts.ts";

/** Lines that somebody may read. A config that a program has made may be wrong in each of a hundred thousand tables. */
const maxTold = 200;
/** Beyond so many, they are only counted: each is a text or two. */
const maxKept = 5000;

/** Everything that is to be said about a config. It grows while the config is read, so that all violations are told at once. */
export class Findings {
  readonly #violations: { readonly path: string; readonly problem: string }[] = [];
  readonly #rejected = new Set<string>();
  readonly #ignored: { readonly path: string; readonly problem: string }[] = [];
  readonly #names: Readonly<Record<string, string>>;
  readonly #warnings: string[] = [];
  readonly notes: string[] = [];
  /** Violations, and settings that are unknown, that are only counted. */
  #others = 0;
  #otherUnknown = 0;

  /** Some paths may be shown by other names. */
  constructor(names: Readonly<Record<string, string>> = {}) {
    this.#names = names;
  }

  reject(path: string, problem: string): void {
    if (this.isFull) return this.rejectMore(1);
    this.#violations.push({ path, problem });
    this.#rejected.add(path);
  }

  /** Whether further violations are only counted. */
  get isFull(): boolean {
    return this.#violations.length >= maxKept;
  }

  /** Counts violations that nobody has described. */
  rejectMore(count: number): void {
    this.#others += count;
  }

  warn(path: string, warning: string): void {
    this.#warnings.push(`${this.#nameOf(path)}: ${warning}`);
  }

  get warnings(): readonly string[] {
    const others = this.#otherUnknown;
    return others === 0
      ? this.#warnings
      : [...this.#warnings, `${formatCount(others)} more keys are unknown and ignored`];
  }

  /**
   * Of a key that is no setting: a warning, and told with the violations because it may be the one that is missing.
   * `describe` looks for the setting that is meant, which takes its time.
   */
  ignore(path: string, describe: () => string): void {
    if (this.#ignored.length >= maxKept) {
      this.#otherUnknown += 1;
      return;
    }
    const problem = describe();
    this.#ignored.push({ path, problem });
    this.warn(path, problem);
  }

  note(path: string, note: string): void {
    this.notes.push(`${printable(path)}: ${note}`);
  }

  /** Whether the value at this path, or one that holds it, was rejected: what else is wrong there would only confuse. */
  hasRejected(path: string): boolean {
    const holders = [...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index));
    return [path, ...holders].some((holder) => this.#rejected.has(holder));
  }

  throwViolations(): void {
    if (this.#violations.length === 0) return;
    const ordered = [...this.#violations, ...this.#ignored].toSorted(
      (a, b) => tableNumber(a.path) - tableNumber(b.path),
    );
    const lines = ordered.slice(0, maxTold).map(({ path, problem }) => `${this.#nameOf(path)}: ${problem}`);
    const others = ordered.length - lines.length + this.#others + this.#otherUnknown;
    if (others > 0) lines.push(`${others} more settings are wrong, or unknown; correct those above first`);
    throw new TapError("usage", lines.join("\n"));
  }

  #nameOf(path: string): string {
    return printable(Object.hasOwn(this.#names, path) ? (this.#names[path] ?? path) : path);
  }
}

/** 0 for the top level, which is told first. */
function tableNumber(path: string): number {
  const index = /^tables\[(\d+)\]/.exec(path)?.[1];
  return index === undefined ? 0 : Number(index) + 1;
}

/** Names of keys come from the user's file, and could forge lines of a log or move a terminal's cursor. */
function printable(path: string): string {
  return path.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
