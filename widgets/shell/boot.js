// Starts Python in the worker: from a memory snapshot, or the stock way from byte code and the standard library.
// Each start begins in a new worker; when one fails, the page (link.js) decides what comes next.

/** @import { FromWorker, Start } from "./types.js" */

/**
 * @typedef {object} Python
 * @property {(events: string) => string} handle takes a JSON list of events, returns a JSON update
 * @property {(catalog: string) => void} setCatalog
 */

const WHEEL_PATH = "/home/pyodide/widgets.whl";

/**
 * @param {Start} start
 * @param {(message: FromWorker) => void} tell is told how far the start has come
 * @returns {Promise<Python>}
 */
export async function boot(start, tell) {
  const coreUrl = new URL("pyodide.asm.wasm", start.runtime).href;
  const core = fetchOnce(coreUrl);
  const signs = setInterval(() => tellWhileFetching(coreUrl, tell), 5000);
  const options = start.mode === "snapshot" ? snapshotOptions(start, tell) : stockOptions(start);
  // Pyodide waits for ever where its core cannot be fetched, so the fetch itself is raced.
  const pyodide = await Promise.race([load(start, options), rejection(core)]);
  clearInterval(signs);
  if (start.mode === "stock") {
    const wheel = await fetchBytes(new URL("widgets.whl", start.runtime).href);
    pyodide.FS.writeFile(WHEEL_PATH, new Uint8Array(wheel));
    pyodide.runPython(`
import sys
sys.path.insert(0, "${WHEEL_PATH}")
from widgets.runtime.heap import handle, reseed, set_catalog
runtime = "${start.name}"
`);
  }
  const name = pyodide.globals.get("runtime");
  if (name !== start.name) throw new Error(`the snapshot is of runtime ${name}, not ${start.name}`);
  pyodide.globals.get("reseed")();
  return { handle: pyodide.globals.get("handle"), setCatalog: pyodide.globals.get("set_catalog") };
}

/**
 * @param {Start} start
 * @param {object} options
 */
async function load(start, options) {
  // Pyodide asks for this script only later, and finds it here; its failure comes to light there too.
  import(new URL("pyodide.asm.js", start.runtime).href).catch(() => {});
  /** @type {typeof import("./pyodide.js")} */
  const { loadPyodide } = await import(new URL("pyodide.mjs", start.runtime).href);
  return loadPyodide({ indexURL: start.runtime, ...options });
}

/** @param {Start} start */
function stockOptions(start) {
  return { stdLibURL: new URL("python_stdlib.zip", start.runtime).href };
}

/**
 * @param {Start} start
 * @param {(message: FromWorker) => void} tell
 */
function snapshotOptions(start, tell) {
  const snapshot = fetchSnapshot(new URL("snapshot.bin.gz", start.runtime).href, tell);
  snapshot.catch(() => {}); // Pyodide awaits it later; until then a failure is not an unhandled one.
  return { _loadSnapshot: snapshot, stdLibURL: new URL("empty.zip", start.runtime).href };
}

/**
 * Fetches and unpacks the snapshot. Some hosts unpack `.gz` on the way, so the first two bytes decide.
 * @param {string} url
 * @param {(message: FromWorker) => void} tell
 */
async function fetchSnapshot(url, tell) {
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
  const unpacked = packed ? rest.pipeThrough(new DecompressionStream("gzip")) : rest;
  return new Response(unpacked).arrayBuffer();
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
 * Starts a fetch at once, before Pyodide's own script has even arrived, and gives Pyodide that same answer when it asks.
 * @param {string} url
 * @returns {Promise<Response>}
 */
function fetchOnce(url) {
  const early = fetchGood(url);
  const original = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    if (String(input instanceof Request ? input.url : input) !== url) return original(input, init);
    globalThis.fetch = original;
    return early;
  };
  return early;
}

/**
 * A slow network is no reason to give up: the browser lists a file once it has all of it.
 * @param {string} url
 * @param {(message: FromWorker) => void} tell
 */
function tellWhileFetching(url, tell) {
  if (!performance.getEntriesByName(url).length) tell({ kind: "progress" });
}

/**
 * @param {Promise<unknown>} promise
 * @returns {Promise<never>} rejects when the promise does, and else never settles
 */
function rejection(promise) {
  return new Promise((_, reject) => {
    promise.catch(reject);
  });
}

/** @param {string} url */
async function fetchGood(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

/** @param {string} url */
async function fetchBytes(url) {
  return (await fetchGood(url)).arrayBuffer();
}

/** @param {string} url */
export async function fetchText(url) {
  return (await fetchGood(url)).text();
}
