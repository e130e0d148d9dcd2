// Starts Pyodide once, lets it import and compile everything, and writes its memory to a file. Run by build.py:
//   node snapshot.mjs <folder of npm's pyodide> <wheel> <name of the runtime> <file to write>
// No reference to a JavaScript object may stay in Python: the memory must mean the same in another engine. So the wheel
// reaches Python as a file and by its path alone.
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [pyodideFolder, wheelPath, name, output] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);

try {
  const pyodide = await loadPyodide({ _makeSnapshot: true, env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
  // A plain Uint8Array: Pyodide does not take Node's Buffer for bytes.
  pyodide.FS.writeFile("/home/pyodide/widgets.whl", new Uint8Array(await readFile(wheelPath)));
  pyodide.runPython(`
import gc
import sys

sys.path.insert(0, "/home/pyodide/widgets.whl")
from widgets.runtime.heap import handle, reseed, set_catalog, warm

warm()
runtime = ${JSON.stringify(name)}
gc.collect()
`);
  await writeFile(output, pyodide.makeMemorySnapshot());
} catch (error) {
  // Its words alone: Node would print the whole of Pyodide's one-line script with them.
  console.error(error.message);
  process.exit(1);
}
