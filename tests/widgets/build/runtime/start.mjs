// Starts a built runtime under Node as the worker does in a browser, for the tests that run it.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

import { Memory } from "../../../../widgets/shell/memory.js";

/**
 * @param {string} runtime folder of the runtime, in a place where Node takes its scripts for CommonJS, as a browser does
 * @param {string} name of a file
 */
export const bytes = async (runtime, name) => new Uint8Array(await readFile(`${runtime}/${name}`));

/**
 * @param {string} runtime
 * @param {"snapshot" | "stock"} mode
 * @returns Pyodide, with the widgets' functions for the worker among its globals
 */
export async function start(runtime, mode) {
  const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
  if (mode === "snapshot") {
    await import(pathToFileURL(`${runtime}/pyodide.asm.js`).href);
    const memory = new Memory(new Blob([gunzipSync(await bytes(runtime, "snapshot.bin.gz"))]).stream());
    memory.into(globalThis);
    return loadPyodide({ _loadSnapshot: memory.head, stdLibURL: `${runtime}/empty.zip` });
  }
  const pyodide = await loadPyodide();
  pyodide.FS.writeFile("/home/pyodide/widgets.whl", await bytes(runtime, "widgets.whl"));
  pyodide.runPython(`
import sys
sys.path.insert(0, "/home/pyodide/widgets.whl")
from widgets.heap import add_library, handle, reseed, set_catalog, wake_at
runtime = None
`);
  return pyodide;
}
