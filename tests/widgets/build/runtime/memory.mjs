// Writes a small snapshot's file with the build's writer and lays it with the shell's reader, in chunks of several sizes:
//   node memory.mjs     prints JSON: what came out of each try
import { pack } from "../../../../widgets/build/runtime/memory.mjs";
import { Memory } from "../../../../widgets/shell/memory.js";

const SIZE = 1 << 22;
const STACK_END = 4096;
const HEAP = 65536;
const module = {
  ___heap_base: HEAP,
  _emscripten_stack_get_end: () => STACK_END,
  _emscripten_stack_get_current: () => HEAP - 1024,
};

// The core's data: one byte changed since the core was loaded, and one that every new Pyodide changes by itself.
const loaded = new Uint8Array(SIZE).fill(7, 0, STACK_END);
const made = loaded.slice();
made[2000] = 9;
const heap = made.slice();
heap[1000] = 8;
heap[2000] = 7;
heap.fill(1, STACK_END, HEAP); // A used stack.
// dlmalloc's blocks: one in use, one free with something left in it, one in use far behind, and an end.
const words = new Uint32Array(heap.buffer);
const block = (at, size, mark, byte) => {
  heap.fill(byte, at + 8, at + size);
  words[(at + 4) / 4] = size | mark;
  return at + size;
};
let at = block(HEAP, 512, 3, 1);
at = block(at, 1 << 21, 1, 2);
const far = at;
at = block(at, 4096, 2, 3);
block(at, 4096, 3, 4);

const snapshot = new Uint8Array(48 + SIZE);
new Uint32Array(snapshot.buffer, 0, 2).set([0x706e7300, 48]);
snapshot.set(heap, 48);
const file = new Uint8Array(pack(snapshot, module, { loaded, made }));

async function lay(bytes, chunk) {
  const stream = new ReadableStream({
    start(controller) {
      for (let from = 0; from < bytes.length; from += chunk) controller.enqueue(bytes.slice(from, from + chunk));
      controller.close();
    },
  });
  // What a browser's own Pyodide has there: another environment behind the stack, in memory of its own.
  const target = new Uint8Array(SIZE);
  target.set(made);
  target.fill(5, HEAP, HEAP + 2000);
  const globals = {
    async _createPyodideModule(settings) {
      await new Promise((done) => setTimeout(done));
      if (settings.INITIAL_MEMORY !== SIZE) throw new Error("the memory has another size");
      return { HEAPU8: target, API: { rawRun: (line) => [1, line] } };
    },
  };
  try {
    const memory = new Memory(stream);
    memory.into(globals);
    const head = await memory.head;
    const { API } = await globals._createPyodideModule({});
    const run = [API.rawRun("import _pyodide_core"), API.rawRun("1 / 0")];
    const below = target.subarray(0, STACK_END).every((byte, place) => byte === heap[place]);
    const used = target.subarray(HEAP, HEAP + 512).every((byte, place) => byte === heap[HEAP + place]);
    const behind = target.subarray(far, far + 8192).every((byte, place) => byte === heap[far + place]);
    const free = target.subarray(HEAP + 512 + 32, far).every((byte) => byte === 0);
    return { head: head.length, below, used, behind, free, run };
  } catch (error) {
    return error.message;
  }
}

const garbled = file.slice();
garbled[0] ^= 1;
console.log(
  JSON.stringify({
    bytes: file.length,
    tries: [await lay(file, 1 << 16), await lay(file, 100_003), await lay(file, 7), await lay(file, file.length)],
    short: await lay(file.slice(0, -1), 1 << 16),
    shorter: await lay(file.slice(0, 40), 1 << 16),
    empty: await lay(file.slice(0, 0), 1 << 16),
    long: await lay(new Uint8Array([...file, 0]), 1 << 16),
    garbled: await lay(garbled, 1 << 16),
  }),
);
