import type { Plugin } from "rolldown";

const sdk = "@aws-sdk/client-s3";

/**
 * Takes the client and the commands that the tap uses from the SDK's own files. By the SDK's index the bundler would
 * also run a hundred other commands whenever the client is loaded.
 */
export const takePartsOfSdk: Plugin = {
  name: "take-parts-of-sdk",
  transform: {
    filter: { id: /src\/s3\/sdk\.ts$/ },
    handler: (code) => {
      const names = /export \{([^}]+)\} from/.exec(code)?.[1]?.split(",") ?? [];
      const lines = names.map(
        (name) => `export { ${name.trim()} } from "${sdk}/dist-es/${folderOf(name.trim())}${name.trim()}.js";`,
      );
      return { code: lines.join("\n"), map: null };
    },
  },
};

function folderOf(name: string): string {
  return name.endsWith("Command") ? "commands/" : "";
}
