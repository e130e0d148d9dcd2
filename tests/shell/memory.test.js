// A snapshot of Python's memory: laid over a new memory whole, however it comes in, or refused.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Memory } from "../../widgets/shell/memory.js";

const MAGIC = 0x314d534e;

/** A snapshot file: `runs` are [start, bytes]. */
function file({ magic = MAGIC, size = 64, head = [9, 8, 7, 6], runs = [[4, [1, 2, 3]], [32, [4, 5]]] } = {}) {
  const numbers = [magic, size, head.length, runs.length];
  const places = runs.flatMap(([start, bytes]) => [start, bytes.length]);
  const four = (list) => [...new Uint8Array(Uint32Array.from(list).buffer)];
  return Uint8Array.from([...four(numbers), ...head, ...four(places), ...runs.flatMap(([, bytes]) => bytes)]);
}

/** A stream of a file in chunks of so many bytes. */
function stream(bytes, chunk = bytes.length) {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += chunk) controller.enqueue(bytes.slice(at, at + chunk));
      controller.close();
    },
  });
}

/** Lays a file over the memory of a module as Pyodide's script makes it. */
async function laid(bytes, chunk) {
  const ran = [];
  const globals = {
    async _createPyodideModule({ INITIAL_MEMORY: size }) {
      await new Promise((resolve) => setImmediate(resolve)); // Chunks come in before there is a memory.
      return { HEAPU8: new Uint8Array(size), API: { rawRun: (line) => [ran.push(line), "ran"] } };
    },
  };
  const memory = new Memory(stream(bytes, chunk));
  memory.into(globals);
  const module = await globals._createPyodideModule({});
  return { module, ran, head: await memory.head };
}

describe("a snapshot", () => {
  for (const chunk of [1, 3, 16, 1000]) {
    it(`is laid whole in chunks of ${chunk} bytes`, async () => {
      const { module, head } = await laid(file(), chunk);
      const expected = new Uint8Array(64);
      expected.set([1, 2, 3], 4);
      expected.set([4, 5], 32);
      assert.deepEqual(module.HEAPU8, expected);
      assert.deepEqual([...head], [9, 8, 7, 6]);
    });
  }

  it("may be empty of runs", async () => {
    const { module } = await laid(file({ size: 8, runs: [] }));
    assert.deepEqual([...module.HEAPU8], Array(8).fill(0));
  });

  it("spares Pyodide only the line that makes its own module ready", async () => {
    const { module, ran } = await laid(file());
    assert.deepEqual(module.API.rawRun("import _pyodide_core"), [0, ""]);
    assert.deepEqual(ran, []);
    assert.deepEqual(module.API.rawRun("import sys"), [1, "ran"]);
  });
});

describe("a damaged snapshot", () => {
  it("of another kind is refused", async () => {
    await assert.rejects(laid(file({ magic: 1 })), /another kind/);
  });

  for (const [left, part] of [[-1, "its last byte"], [20, "its table"], [7, "its first numbers"]]) {
    it(`that lacks ${part} is refused`, async () => {
      await assert.rejects(laid(file().slice(0, left)), /cut off/);
    });
  }

  it("with more bytes than it says is refused", async () => {
    await assert.rejects(laid(Uint8Array.from([...file(), 0])), /longer than it says/);
  });

  it("needs a maker of Pyodide", () => {
    assert.throws(() => new Memory(stream(file())).into({}), /no maker/);
  });
});
