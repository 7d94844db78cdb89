import type { Plugin, RenderedChunk } from "rolldown";

/** Imported late, so that nothing waits for them that does without, and needed by nearly every sync of CSV all the same. */
const usual = [
  "src/command-line/load-config.ts",
  "src/csv/sniff-csv.ts",
  "src/log/log-store-event.ts",
  "src/log/signs-of-life.ts",
  "src/run-sync.ts",
  "src/s3/open-store.ts",
  "src/singer/output.ts",
];

/** Seldom used, but in loops that see every row: what they call in the other script is looked up by each call. */
const busy = ["src/jsonl/jsonl-format.ts"];

/** Packages of which require-late.ts makes what looks as if it were loaded with who uses it. */
const requiredLate = /\/re2js\//;

const often = new Set<string>();

const [program, seldom] = ["program.js", "seldom.js"];

/**
 * Makes two scripts of the program: `program.js`, with what a sync of CSV needs, and `seldom.js`, with all else, which is
 * read when something in it is needed first. Reading a script, and taking in what V8 made of it, is half of what the tap
 * adds to the start of Node, and takes as long as the script. Each is a list of modules, for launch.ts.
 */
export const partSeldom: Plugin = {
  name: "part-seldom",
  buildEnd() {
    often.clear();
    const found = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry === true);
    for (let id = found.pop(); id !== undefined; id = found.pop()) {
      const { importedIds = [], dynamicallyImportedIds = [] } = this.getModuleInfo(id) ?? {};
      if (often.has(id) || requiredLate.test(id)) continue;
      often.add(id);
      const late = dynamicallyImportedIds.filter((one) => [...usual, ...busy].some((path) => one.endsWith(`/${path}`)));
      found.push(...importedIds, ...late);
    }
  },
  renderChunk(code, chunk) {
    if (chunk.fileName !== program) return null;
    // The bundler would load the second script with the first.
    const [early, late] = ['const require_seldom = require("./seldom.js");', 'require("./seldom.js").'];
    if (!code.includes(early)) throw new Error(`The bundler no longer writes ${early}`);
    return { code: code.replace(early, "").replaceAll("require_seldom.", late), map: null };
  },
  generateBundle(_, files) {
    const texts: string[] = [];
    for (const [name, file] of Object.entries(files)) {
      if (file.type !== "chunk" || name === program || name === seldom) continue;
      texts.push(file.code);
      delete files[name];
    }
    for (const [name, others] of [
      [program, texts],
      [seldom, []],
    ] as const) {
      const file = files[name];
      if (file?.type !== "chunk") throw new Error(`The bundler made no ${name}`);
      // Behind it, so that the map of its lines holds.
      file.code = `[${[file.code, ...others].map(exportedAtOnce).join(",")}]`;
    }
  },
};

/** How rolldown writes each thing that one script has for the other. */
const exported =
  /Object\.defineProperty\(exports,"([\w$]+)",\{enumerable:true,get:function\(\)\{return ([\w$]+)\}\}\);/g;
const allExported = new RegExp(`(?:${exported.source})+`);

/** With all of them in one call: it is 25 KB shorter. */
function exportedAtOnce(code: string): string {
  return code.replace(allExported, (all) => {
    const getters = [...all.matchAll(exported)].map(([, name, value]) => `${name}:{get:()=>${value}}`);
    return `Object.defineProperties(exports,{${getters.join(",")}});`;
  });
}

/** Which modules stand together, and under which name. */
export const scripts = {
  chunkFileNames: ({ moduleIds }: { readonly moduleIds: readonly string[] }) =>
    moduleIds.some((id) => id.endsWith("/src/cli.ts")) ? program : "[name].js",
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [
      { name: "program", test: (id: string) => often.has(id), priority: 2 },
      { name: "seldom", test: (id: string) => !often.has(id), priority: 1 },
    ],
  },
  // Each module is run when it is imported first, also by `import()` in the same script.
  strictExecutionOrder: true,
  postBanner: ({ fileName }: RenderedChunk) => `["./${fileName}",(function (exports, require, note$) {`,
  postFooter: "return exports;\n})]",
};
