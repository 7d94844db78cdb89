import { accounts } from "./further/accounts.ts";
import { business } from "./further/business.ts";
import { databases } from "./further/databases.ts";
import { instruments } from "./further/instruments.ts";
import { languages } from "./further/languages.ts";
import { systems } from "./further/systems.ts";
import type { CorpusFile } from "./corpus-file.ts";

/** Made up without a look at what the search for dialects does, so that its first score on them told something. */
export const furtherPrograms: readonly CorpusFile[] = [
  ...languages,
  ...databases,
  ...instruments,
  ...accounts,
  ...business,
  ...systems,
];
