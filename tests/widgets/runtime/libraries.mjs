// Starts a built runtime under Node as the worker does in a browser, adds a library that comes later, and uses it:
//   node libraries.mjs <folder of npm's pyodide> <folder of the runtime> snapshot|stock <library> <Python expression>
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

import { Memory } from "../../../widgets/shell/memory.js";

const [pyodideFolder, runtime, mode, library, expression] = process.argv.slice(2);
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
from widgets.runtime.heap import add_library
`);
}
const use = () => {
  try {
    return pyodide.runPython(expression);
  } catch (error) {
    return error.message.trim().split("\n").pop();
  }
};
const before = use();
pyodide.FS.writeFile(`/home/pyodide/${library}.whl`, await bytes(`${library}.whl`));
for (let times = 0; times < 2; times += 1) pyodide.globals.get("add_library")(library, `/home/pyodide/${library}.whl`);
console.log(JSON.stringify({ before, after: use() }));
