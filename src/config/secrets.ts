import type { Section } from "./section.ts";

/** The values of a config that must appear in no log. */
export function findSecrets(top: Section): readonly string[] {
  return Object.entries(top.values).flatMap(([key, value]) =>
    top.settings[key]?.secret === true && typeof value === "string" && value !== "" ? [value] : [],
  );
}
