/** Settings of a table under the names that the config has for them, as a look at a file suggests them. */
export interface FoundSettings {
  readonly format?: "jsonl" | "csv";
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly comment?: string;
  readonly encoding?: string;
  readonly header?: boolean | readonly string[];
  readonly skip_lines?: number;
  readonly skip_footer_lines?: number;
  readonly row_delimiter?: string;
  readonly trim?: boolean;
  readonly date_format?: string;
  readonly date_overrides?: readonly string[];
  readonly key_properties?: readonly string[];
  readonly search_pattern?: string;
  readonly search_prefix?: string;
}

/** Something about a file that does not seem to be as the settings of its table say. */
export interface Finding {
  readonly code:
    | "encoding"
    | "format"
    | "dialect"
    | "lines-above"
    | "names-above"
    | "repeated-header"
    | "fixed-width"
    | "comments-above"
    | "no-header"
    | "header"
    | "short-header"
    | "footer";
  /** The beginning of a sentence, without what mends it. */
  readonly message: string;
  /** What mends it: the sample reads better with these. Empty where no setting does. */
  readonly settings: FoundSettings;
  /** Whether records are wrong or missing without a doubt as long as nothing is done. */
  readonly isSure: boolean;
}

/** What a look at a file is asked for. */
export interface Asked {
  /** The names of settings that are not to change: none of them is proposed. */
  readonly kept?: ReadonlySet<string>;
  /** The end of the file, from `endingStart` on, where the look is to be at that as well; what is to be looked at is then the beginning. */
  readonly ending?: Uint8Array;
  /** A look at the beginning alone has found nothing. */
  readonly isGoodSoFar?: boolean;
}

/** The finding as a sentence that ends with what to put into the config. */
export function tellFinding({ message, settings }: Pick<Finding, "message" | "settings">): string {
  const lines = tellSettings(settings);
  return lines === "" ? message : `${message}: consider ${lines}`;
}

/** Settings as a config has them. */
export function tellSettings(settings: object): string {
  return Object.entries(settings)
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(", ");
}
