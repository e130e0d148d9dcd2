// Starts Python in the worker: from a memory snapshot, or the stock way from byte code and the standard library.
// Each start begins in a new worker; when one fails, the page (link.js) decides what comes next.

/** @import { FromWorker, Start } from "./types.js" */

import { Memory } from "./memory.js";

/**
 * @typedef {object} Python
 * @property {(events: string) => string} handle takes a JSON list of events, returns a JSON update
 * @property {() => number | undefined} wakeAt when Python wants to be woken (ms since the epoch)
 * @property {(catalog: Uint8Array) => void} setCatalog
 * @property {(library: string, wheel: ArrayBuffer) => void} addLibrary makes a library importable that came later
 */

const WHEEL_PATH = "/home/pyodide/widgets.whl";

/**
 * @param {Start} start
 * @param {(message: FromWorker) => void} tell is told how far the start has come
 * @returns {Promise<Python>}
 */
export async function boot(start, tell) {
  const coreUrl = new URL("pyodide.asm.wasm", start.runtime).href;
  const coreFails = compileAhead(coreUrl);
  const signs = setInterval(() => tellWhileFetching(coreUrl, tell), 5000);
  const pyodide = await Promise.race([load(start, tell), coreFails]);
  clearInterval(signs);
  if (start.mode === "stock") {
    const wheel = await fetchBytes(new URL("widgets.whl", start.runtime).href);
    pyodide.FS.writeFile(WHEEL_PATH, new Uint8Array(wheel));
    pyodide.runPython(`
import sys
sys.path.insert(0, "${WHEEL_PATH}")
from widgets.heap import add_library, handle, reseed, set_catalog, wake_at
runtime = "${start.name}"
`);
  }
  const name = pyodide.globals.get("runtime");
  if (name !== start.name) throw new Error(`the snapshot is of runtime ${name}, not ${start.name}`);
  pyodide.globals.get("reseed")();
  return {
    handle: pyodide.globals.get("handle"),
    wakeAt: pyodide.globals.get("wake_at"),
    setCatalog: pyodide.globals.get("set_catalog"),
    addLibrary(library, wheel) {
      const path = `/home/pyodide/${library}.whl`;
      pyodide.FS.writeFile(path, new Uint8Array(wheel));
      pyodide.globals.get("add_library")(library, path);
    },
  };
}

/**
 * @param {Start} start
 * @param {(message: FromWorker) => void} tell
 */
async function load(start, tell) {
  const memory = start.mode === "snapshot" ? fetchMemory(new URL("snapshot.bin.gz", start.runtime).href, tell) : null;
  memory?.catch(() => {}); // Awaited below; until then a failure is not an unhandled one.
  // Pyodide would ask for this script only later; it takes what is there.
  const script = import(new URL("pyodide.asm.js", start.runtime).href);
  /** @type {typeof import("./pyodide.js")} */
  const { loadPyodide } = await import(new URL("pyodide.js", start.runtime).href);
  await script;
  const from = await memory;
  from?.into(globalThis);
  return loadPyodide({ indexURL: start.runtime, ...(from ? snapshotOptions(start, from) : stockOptions(start)) });
}

/** @param {Start} start */
function stockOptions(start) {
  return { stdLibURL: new URL("python_stdlib.zip", start.runtime).href };
}

/**
 * @param {Start} start
 * @param {Memory} memory
 */
function snapshotOptions(start, memory) {
  return { _loadSnapshot: memory.head, stdLibURL: new URL("empty.zip", start.runtime).href };
}

/**
 * Fetches and unpacks the snapshot. Some hosts unpack `.gz` on the way, so the first two bytes decide.
 * @param {string} url
 * @param {(message: FromWorker) => void} tell
 * @returns {Promise<Memory>} as soon as the file begins to come
 */
async function fetchMemory(url, tell) {
  const body = (await fetchGood(url)).body;
  if (!body) throw new Error(`${url} is empty`);
  const counted = body.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        tell({ kind: "progress" });
        controller.enqueue(chunk);
      },
    }),
  );
  const [head, rest] = await peek(counted);
  const packed = head?.[0] === 0x1f && head?.[1] === 0x8b;
  return new Memory(packed ? rest.pipeThrough(new DecompressionStream("gzip")) : rest);
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @returns {Promise<[Uint8Array | undefined, ReadableStream<Uint8Array<ArrayBuffer>>]>} the first chunk, and all chunks
 */
async function peek(stream) {
  const reader = stream.getReader();
  const first = await reader.read();
  const all = new ReadableStream({
    start(controller) {
      if (first.value) controller.enqueue(first.value);
      if (first.done) controller.close();
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  return [first.value, all];
}

/**
 * Fetches and compiles the core at once, beside the snapshot, and gives it to Pyodide when it asks. Pyodide alone would
 * begin to compile only when it has the whole snapshot, and would wait for ever for a core that cannot be had.
 * @param {string} url
 * @returns {Promise<never>} rejects when there is no core, or when it does not start
 */
function compileAhead(url) {
  const compiled = compile(url);
  const { fetch, WebAssembly } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  globalThis.fetch = (input, init) => {
    if (String(input instanceof Request ? input.url : input) !== url) return fetch(input, init);
    globalThis.fetch = fetch;
    return Promise.resolve(new Response()); // Pyodide hands it on to the next function, which needs none.
  };
  return new Promise((_, reject) => {
    compiled.catch(reject);
    WebAssembly.instantiateStreaming = async (_, imports) => {
      WebAssembly.instantiateStreaming = instantiateStreaming;
      try {
        const module = await compiled;
        return { module, instance: await WebAssembly.instantiate(module, imports) };
      } catch (error) {
        reject(error);
        throw error;
      }
    };
  });
}

/** @param {string} url */
async function compile(url) {
  const response = await fetchGood(url);
  // Streaming wants the right type, which not every host gives.
  if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * A slow network is no reason to give up: the browser lists a file once it has all of it.
 * @param {string} url
 * @param {(message: FromWorker) => void} tell
 */
function tellWhileFetching(url, tell) {
  if (!performance.getEntriesByName(url).length) tell({ kind: "progress" });
}

/** @param {string} url */
async function fetchGood(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** @param {string} url */
export async function fetchBytes(url) {
  return (await fetchGood(url)).arrayBuffer();
}
