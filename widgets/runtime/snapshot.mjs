// Starts Pyodide once, lets it import and compile everything, and writes its memory to a file. Then it runs each library
// that comes later, and writes which modules of the standard library that took, as JSON. Run by build.py:
//   node snapshot.mjs <folder of npm's pyodide> <wheel> <name of the runtime> <snapshot> <modules> <library's wheel>...
// No reference to a JavaScript object may stay in Python: the memory must mean the same in another engine. So the wheel
// reaches Python as a file and by its path alone.
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodideFolder, wheelPath, name, output, modulesPath, ...libraries] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);

try {
  const pyodide = await loadPyodide({ _makeSnapshot: true, env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
  // A plain Uint8Array: Pyodide does not take Node's Buffer for bytes.
  pyodide.FS.writeFile("/home/pyodide/widgets.whl", new Uint8Array(await readFile(wheelPath)));
  pyodide.runPython(`
import gc
import sys

sys.path.insert(0, "/home/pyodide/widgets.whl")
from widgets.runtime.heap import add_library, handle, reseed, set_catalog, warm

warm()
runtime = ${JSON.stringify(name)}
gc.collect()
`);
  await writeFile(output, pyodide.makeMemorySnapshot());
  const modules = {};
  for (const path of libraries) {
    const library = basename(path, ".whl");
    pyodide.FS.writeFile(`/home/pyodide/${library}.whl`, new Uint8Array(await readFile(path)));
    const needed = pyodide.runPython(`
import json
from widgets.share.libraries import PROBES

before = set(sys.modules)
add_library("${library}", "/home/pyodide/${library}.whl")
PROBES["${library}"]()
new = set(sys.modules) - before
files = {name: getattr(sys.modules[name], "__file__", None) or "" for name in new}
for name in new:  # The next library starts from the snapshot's state too.
    del sys.modules[name]
json.dumps(sorted(name for name, file in files.items() if file and "/home/pyodide/" not in file))
`);
    modules[library] = JSON.parse(needed);
  }
  await writeFile(modulesPath, JSON.stringify(modules));
} catch (error) {
  // Its words alone: Node would print the whole of Pyodide's one-line script with them.
  console.error(error.message);
  process.exit(1);
}
