import { defineConfig } from "rolldown";
import { bundleTexts } from "./bundle/bundle-texts.ts";
import { compileKernels } from "./bundle/compile-kernels.ts";
import { compileSchema } from "./bundle/compile-schema.ts";
import { leaveOutBrowsers } from "./bundle/leave-out-browsers.ts";
import { leaveOutPage } from "./bundle/leave-out-page.ts";
import { leaveOutTransports } from "./bundle/leave-out-transports.ts";
import { listPackages } from "./bundle/list-packages.ts";
import { loadBuiltinsLate } from "./bundle/load-builtins-late.ts";
import { mapSources } from "./bundle/map-sources.ts";
import { noteLoaded } from "./bundle/note-loaded.ts";
import { noteSources } from "./bundle/note-sources.ts";
import { partSeldom, scripts } from "./bundle/part-seldom.ts";
import { takePartsOfSdk } from "./bundle/take-parts-of-sdk.ts";
import { tellVersion } from "./bundle/tell-version.ts";
import { requireLate } from "./bundle/require-late.ts";
import { writeManPage } from "./bundle/write-man-page.ts";

/** A fifth less to read and to carry. Names stay, and the map tells the lines. */
const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } } as const;

/**
 * The tap as two scripts, its dependencies included: a run of a second should not spend most of it on finding and
 * compiling some 400 files. launch.ts evaluates the scripts, which is why they are functions and no modules.
 */
const program = defineConfig({
  input: { start: "src/cli.ts" },
  platform: "node",
  // The ES modules of the SDK, of which only what is used is taken.
  resolve: { mainFields: ["module", "main"] },
  // Which do not say so themselves: of their codecs two are used.
  treeshake: { moduleSideEffects: [{ test: /hyparquet-compressors/, sideEffects: false }] },
  plugins: [
    loadBuiltinsLate,
    leaveOutBrowsers,
    leaveOutPage,
    leaveOutTransports,
    compileKernels,
    compileSchema,
    tellVersion,
    listPackages,
    requireLate,
    takePartsOfSdk,
    partSeldom,
    mapSources,
    writeManPage,
    noteSources,
    noteLoaded,
  ],
  output: {
    dir: "dist",
    cleanDir: true,
    format: "cjs",
    entryFileNames: "[name].js",
    ...scripts,
    dynamicImportInCjs: false,
    // Text that is all ASCII need not be decoded.
    charset: "ascii",
    comments: false,
    minify,
    sourcemap: "hidden",
  },
});

/** The page of --setup, a script of its own: no other run reads it. What it shares with the program are types. */
const setupPage = defineConfig({
  input: { "setup-page": "src/setup-page/serve-page.ts" },
  platform: "node",
  plugins: [loadBuiltinsLate, bundleTexts, listPackages, mapSources],
  output: {
    dir: "dist",
    format: "cjs",
    entryFileNames: "[name].cjs",
    codeSplitting: false,
    charset: "ascii",
    comments: false,
    minify: true,
    sourcemap: "hidden",
  },
});

/** CommonJS, since Node takes 15 ms to get ready for the first ES module. */
const launcher = defineConfig({
  input: { launch: "src/launch.ts" },
  platform: "node",
  output: { dir: "dist", format: "cjs", entryFileNames: "[name].cjs", comments: false, minify },
});

export default [program, setupPage, launcher];
