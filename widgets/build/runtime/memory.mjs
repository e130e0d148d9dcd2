// The snapshot's file: of Python's memory only what a Pyodide that was just made does not have there by itself. Written in
// the build by snapshot.mjs, read by widgets/shell/memory.js.
//
// The form, little-endian: four numbers of 32 bits ("NSM1", the memory's size, the size of Pyodide's own head of a snapshot,
// how many pieces follow), that head, for each piece where it begins and its length, and then the pieces themselves.
//
// Pyodide's memory has, from below: the core's own data, which come with the core and for the most part never change; the
// stack; and what dlmalloc gives out, in blocks that follow each other, in use or free.

const MAGIC = 0x314d534e;
/** Bytes that are compared at once: smaller pieces make a longer list, larger ones carry more that is known. */
const PIECE = 256;
/** What a new Pyodide puts behind the stack, such as its environment, is less, and another in each browser. */
const TOUCHED = 1 << 20;
/** In a block's second number: its size, and dlmalloc's marks. */
const MARKS = 7;
const IN_USE = 2;
/** Free blocks of at least this size hold more of dlmalloc's links in their first bytes. */
const LARGE = 256;

/**
 * Watches the next Pyodide being made.
 * @param globals where Pyodide's script has left its maker
 * @returns what `pack` wants to know
 */
export function watch(globals) {
  const create = globals._createPyodideModule;
  const seen = {};
  globals._createPyodideModule = (settings) => {
    let core;
    const { instantiateWasm } = settings;
    settings.instantiateWasm = (imports, take) =>
      instantiateWasm(imports, (instance, module) => {
        core = instance.exports;
        return take(instance, module);
      });
    settings.preRun.push((module) => {
      core.__wasm_apply_data_relocs(); // A moment later Pyodide does the same, and a second time changes nothing.
      seen.loaded = module.HEAPU8.slice();
      settings.onRuntimeInitialized = () => {
        seen.made = module.HEAPU8.slice();
      };
    });
    return create(settings);
  };
  return seen;
}

/**
 * @param {Uint8Array} snapshot as Pyodide makes it
 * @param module Pyodide's own
 * @param seen by `watch`
 * @returns {Uint8Array} the file
 */
export function pack(snapshot, module, { loaded, made }) {
  const headBytes = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const heap = snapshot.slice(headBytes);
  const begin = module.___heap_base;
  clearStack(heap, module);
  clearFree(heap, begin);
  /** Whether a new Pyodide has the same there by itself, and in every browser. */
  const known = (at) =>
    at < begin
      ? heap[at] === loaded[at] && heap[at] === made[at]
      : heap[at] === 0 && at >= begin + TOUCHED;
  const runs = [];
  const pieces = [];
  for (let at = 0; at < heap.length; at += PIECE) {
    const end = Math.min(at + PIECE, heap.length);
    let from = at;
    while (from < end && known(from)) from += 1;
    if (from === end) continue;
    if (runs.length && runs.at(-2) + runs.at(-1) === at) runs[runs.length - 1] += end - at;
    else runs.push(at, end - at);
    pieces.push(heap.subarray(at, end));
  }
  const numbers = new Uint32Array([MAGIC, heap.length, headBytes, runs.length / 2]);
  const list = new Uint32Array(runs);
  const head = snapshot.subarray(0, headBytes);
  return Buffer.concat([numbers, head, list, ...pieces].map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}

/** What calls that have returned left on the stack, which grows downwards. */
function clearStack(heap, module) {
  heap.fill(0, module._emscripten_stack_get_end(), module._emscripten_stack_get_current() & ~0xff);
}

/**
 * What was in memory that is free now compresses badly, and nobody reads it.
 * @param {Uint8Array} heap
 * @param {number} begin of dlmalloc's first block
 */
function clearFree(heap, begin) {
  const words = new Uint32Array(heap.buffer, heap.byteOffset);
  let at = begin;
  for (;;) {
    const mark = words[(at + 4) >>> 2];
    const size = mark & ~MARKS;
    if (size === 0) break;
    if (size < 16 || at + size > heap.length) throw new Error(`dlmalloc's blocks do not lead on at ${at}`);
    if (!(mark & IN_USE)) heap.fill(0, at + (size < LARGE ? 16 : 32), at + size);
    at += size;
  }
  // The last block is followed by nothing.
  if (heap.subarray(at + 64).some((byte) => byte !== 0)) throw new Error(`dlmalloc's blocks end early, at ${at}`);
}
