// Starts a built runtime under Node as the worker does in a browser, and prints what Python answers:
//   node roundtrip.mjs <folder of npm's pyodide> <folder of the runtime> snapshot|stock <catalog.json>
// with lists of events on stdin, one a line. (Node takes the runtime's own copy of Pyodide for another kind of module.)
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

import { Memory } from "../../../widgets/shell/memory.js";

const [pyodideFolder, runtime, mode, catalog] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);
const bytes = async (name) => new Uint8Array(await readFile(`${runtime}/${name}`));

let pyodide;
if (mode === "snapshot") {
  await import(pathToFileURL(`${pyodideFolder}/pyodide.asm.js`).href);
  const memory = new Memory(new Blob([gunzipSync(await bytes("snapshot.bin.gz"))]).stream());
  memory.into(globalThis);
  pyodide = await loadPyodide({ _loadSnapshot: memory.head, stdLibURL: `${runtime}/empty.zip` });
} else {
  pyodide = await loadPyodide();
  pyodide.FS.writeFile("/home/pyodide/widgets.whl", await bytes("widgets.whl"));
  pyodide.runPython(`
import sys
sys.path.insert(0, "/home/pyodide/widgets.whl")
from widgets.runtime.heap import handle, reseed, set_catalog
runtime = None
`);
}
pyodide.globals.get("reseed")();
pyodide.globals.get("set_catalog")(await readFile(catalog, "utf8"));
const handle = pyodide.globals.get("handle");
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const lines = Buffer.concat(chunks).toString().split("\n").filter(Boolean);
console.log(JSON.stringify({ runtime: pyodide.globals.get("runtime") ?? null, answers: lines.map((line) => handle(line)) }));
