// Makes Pyodide's core smaller: exports that its own script never asks for, and what only they reach, are left out of it.
// A core that could load compiled extensions must show them all of CPython; this site loads none. The script's syntax is
// lowered to that of the oldest browsers: its class blocks are syntax that Safari reads only from 16.4 on. Run by build.py:
//   node core.mjs <folder of npm's pyodide> <folder of npm's binaryen> <folder for the core and its script>
import { execFileSync } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { transform } from "esbuild";

import { FLOOR } from "../floor.mjs";

const CORE = "pyodide.asm.wasm";
const SCRIPT = "pyodide.asm.js";
/** What this core is made of, beyond the first WebAssembly; another one says what it lacks. */
const FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "call-indirect-overlong",
  "exception-handling",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
];
/** The script's own names for the core's functions, and for its data. */
const FUNCTIONS = /var _(\w+)=(?:Module\["_\1"\]=)?wasmExports\["\1"\];/g;
const DATA = /var _(\w+)=Module\["_\1"\]=\d+;/g;

const [pyodide, binaryen, output] = process.argv.slice(2);
const script = await readFile(join(pyodide, SCRIPT), "utf8");
const names = WebAssembly.Module.exports(new WebAssembly.Module(await readFile(join(pyodide, CORE)))).map(({ name }) => name);
const words = new Set(script.replace(FUNCTIONS, "").replace(DATA, "").match(/[\w$]+/g));
const used = new Set(names.filter((name) => words.has(name) || words.has(`_${name}`)));
if (used.size === names.length) throw new Error(`${SCRIPT} defines its names in another way than it did`);

const graph = join(output, "graph.json");
const reached = [...used].map((name, number) => ({ name: `used ${number}`, export: name, root: true }));
await writeFile(graph, JSON.stringify(reached));
const features = FEATURES.map((feature) => `--enable-${feature}`);
const command = [join(binaryen, "bin", "wasm-metadce"), join(pyodide, CORE), "-o", join(output, CORE), "--graph-file", graph];
execFileSync(process.execPath, [...command, ...features], { stdio: ["ignore", "ignore", "inherit"] });
await rm(graph);
const kept = script.replace(FUNCTIONS, (definition, name) => (used.has(name) ? definition : ""));
const { code } = await transform(kept, { target: FLOOR, minifySyntax: true, minifyWhitespace: true, charset: "utf8" });
await writeFile(join(output, SCRIPT), code);
