// Starts Pyodide once, lets it import and compile everything, and writes its memory to a file. Then it runs each library
// that comes later, and writes which modules of the standard library that took, as JSON. Run by build.py:
//   node snapshot.mjs <folder of Pyodide> <standard library> <wheel> <name of the runtime> <snapshot> <modules>
//     <library's wheel>...
// No reference to a JavaScript object may stay in Python: the memory must mean the same in another engine. So the wheel
// reaches Python as a file and by its path alone.
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

import { pack, watch } from "./memory.mjs";

const [pyodideFolder, stdLibURL, wheelPath, name, output, modulesPath, ...libraries] = process.argv.slice(2);
stopTimeAndChance();
// Python takes this script for its program, and keeps the name: the memory must not depend on where the project lies.
process.argv[1] = "/home/pyodide/python";
await import(pathToFileURL(`${pyodideFolder}/pyodide.asm.js`).href);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);
// What Python compiles itself has no docstrings and no columns either: see wheel.py.
const env = { HOME: "/home/pyodide", PYTHONHASHSEED: "0", PYTHONOPTIMIZE: "2", PYTHONNODEBUGRANGES: "1" };

try {
  const seen = watch(globalThis);
  const pyodide = await loadPyodide({ _makeSnapshot: true, stdLibURL, env });
  // A plain Uint8Array: Pyodide does not take Node's Buffer for bytes.
  pyodide.FS.writeFile("/home/pyodide/widgets.whl", new Uint8Array(await readFile(wheelPath)));
  pyodide.runPython(`
import gc
import sys

sys.path.insert(0, "/home/pyodide/widgets.whl")
from widgets.heap import add_library, handle, reseed, set_catalog, trim, wake_at, warm

warm()
trim()
runtime = ${JSON.stringify(name)}

# As it starts, Pyodide has these few lines compiled, and looks for packages that were installed: both take a browser
# longer than all else that it does then. The answers are known; any other line is compiled as ever.
import __main__
import builtins
import importlib

import _pyodide._base
import pyodide._package_loader

answers = {
    "{}": dict,
    "import importlib; importlib": lambda: importlib,
    "import __main__; __main__.__dict__": lambda: __main__.__dict__,
    "import builtins; builtins.__dict__": lambda: builtins.__dict__,
}
compiled = _pyodide._base.eval_code


def eval_code(source, *given, **named):
    answer = answers.get(source)
    return answer() if answer else compiled(source, *given, **named)


_pyodide._base.eval_code = eval_code
pyodide._package_loader.init_loaded_packages = lambda: None

gc.collect()
import random

random.seed(0)  # of the build alone: see reseed
`);
  await writeFile(output, pack(pyodide.makeMemorySnapshot(), pyodide._module, seen));
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

/** The same sources give the same memory: Python finds one time in here, and one row of chances. */
function stopTimeAndChance() {
  const then = Date.UTC(2000, 0, 1);
  globalThis.Date = class extends Date {
    /** @param {[]} given */
    constructor(...given) {
      super(...(given.length ? given : [then]));
    }

    static now() {
      return then;
    }
  };
  performance.now = () => 0;
  let next = 0;
  crypto.getRandomValues = (array) => {
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).forEach((_, at, bytes) => {
      next = (Math.imul(next, 1103515245) + 12345) >>> 0;
      bytes[at] = next >>> 16;
    });
    return array;
  };
}
