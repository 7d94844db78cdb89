import { variableOf } from "./config/environment.ts";
import { configSchema, settingsOf } from "./config/schema.ts";
import type { Setting, Settings } from "./config/setting.ts";

/**
 * What the tap is, what it can do and what it can be told, in the forms of the Meltano SDK (singer_sdk/about.py), and as
 * Meltano's definition of it.
 */
export async function about(format: "text" | "json" | "markdown" | "meltano", version: string): Promise<string> {
  switch (format) {
    case "text":
      return aboutAsText(version);
    case "json":
      return aboutAsJson(version);
    case "markdown":
      return aboutAsMarkdown();
    case "meltano": {
      const { meltanoDefinition } = await import("./about-meltano.ts");
      return meltanoDefinition({ name, description, capabilities });
    }
  }
}

const name = "tap-s3-csv";
const description =
  "A Singer tap that reads the CSV files of an S3 bucket, table by table, and never loses or repeats one";
const capabilities = ["catalog", "discover", "state", "about", "test", "activate-version", "structured-logging"];

function aboutAsJson(version: string): string {
  const about = {
    name,
    description,
    version,
    // Both keys are part of the form; neither an SDK nor Python is here.
    sdk_version: "none",
    supported_python_versions: null,
    capabilities,
    settings: configSchema,
  };
  return JSON.stringify(about, null, 2);
}

function aboutAsText(version: string): string {
  return [
    `Name: ${name}`,
    `Description: ${description}`,
    `Version: ${version}`,
    "SDK Version: none",
    "Capabilities:",
    ...capabilities.map((capability) => `  - ${capability}`),
    "Settings:",
    ...Object.entries(settingsOf.top).map(([key, setting]) =>
      describeAsText(key, setting, `    Environment Variable: ${variableOf(key)}\n`),
    ),
    "Settings of each table:",
    ...Object.entries(settingsOf.table).map(([key, setting]) => describeAsText(key, setting, "")),
  ].join("\n");
}

function describeAsText(name: string, setting: Setting, variable: string): string {
  return (
    `  - Name: ${name}\n` +
    `    Type: ${setting.type.join(" or ")}\n` +
    `    Required: ${isRequired(setting) ? "True" : "False"}\n` +
    `    Default: ${showDefault(setting)}\n` +
    variable +
    `    Description: ${setting.description}`
  );
}

function aboutAsMarkdown(): string {
  return [
    `# \`${name}\``,
    "",
    description,
    "",
    "## Capabilities",
    "",
    ...capabilities.map((capability) => `- \`${capability}\``),
    "",
    "## Settings",
    "",
    "| Setting | Required | Default | Description |",
    "|:--------|:--------:|:-------:|:------------|",
    ...rows(settingsOf.top, ""),
    ...rows(settingsOf.table, "tables."),
    "",
    `A full list of supported settings and capabilities is available by running: \`${name} --about\``,
  ].join("\n");
}

function rows(settings: Settings, prefix: string): readonly string[] {
  return Object.entries(settings).map(
    ([key, setting]) =>
      `| ${prefix}${key} | ${isRequired(setting) ? "True" : "False"} | ${showDefault(setting)} | ${setting.description.replaceAll("|", "\\|")} |`,
  );
}

function isRequired(setting: Setting): boolean {
  return !setting.type.includes("null");
}

function showDefault(setting: Setting): string {
  return setting.default === undefined ? "None" : JSON.stringify(setting.default);
}
