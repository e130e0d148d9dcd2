// Reads a snapshot of Python's memory as it comes in, and lays it over the memory of a Pyodide that is being made beside it.
// The file's form is widgets/build/runtime/memory.mjs's. Nothing of Python runs here.

/**
 * @typedef {object} Settings what Pyodide makes its module from; the one that counts here
 * @property {number} [INITIAL_MEMORY] bytes
 */

/**
 * @typedef {object} Module
 * @property {Uint8Array} HEAPU8
 * @property {{rawRun: (line: string) => [number, string]}} API runs a line of Python: whether it failed, and what it said
 */

const MAGIC = 0x314d534e; // "NSM1"
const NUMBERS = 16;
const RUN = 8;

export class Memory {
  /** How many bytes the whole memory has. */
  #size = 0;
  /** @type {Uint32Array} where each piece begins, and its length, in pairs */
  #runs = new Uint32Array();
  /** @type {Uint8Array[]} what came before there was a memory to lay it over */
  #waiting = [];
  /** @type {Uint8Array | null} */
  #target = null;
  /** Of the piece that is laid now: which it is, and how much of it lies. */
  #run = 0;
  #laid = 0;
  /** @type {Promise<Uint8Array>} */
  #head;
  #whole;

  /** @param {ReadableStream<Uint8Array>} stream an unpacked snapshot */
  constructor(stream) {
    const reader = stream.getReader();
    this.#head = this.#begin(reader);
    this.#whole = this.#head.then(() => this.#read(reader));
    this.#whole.catch(() => {}); // Awaited later; until then a failure is not an unhandled one.
  }

  /** What Pyodide itself wants to know of a snapshot; there as soon as the file begins to come. */
  get head() {
    return this.#head;
  }

  /**
   * Lets the next Pyodide begin with this memory. It is made while the file still comes in.
   * @param {object} globals where Pyodide's script leaves its maker
   */
  into(globals) {
    const makers = /** @type {{ _createPyodideModule?: (settings: Settings) => Promise<Module> }} */ (globals);
    const create = makers._createPyodideModule;
    if (!create) throw new Error("Pyodide's script has left no maker");
    makers._createPyodideModule = async (settings) => {
      await this.#head;
      settings.INITIAL_MEMORY = this.#size;
      const module = await create(settings);
      this.#target = module.HEAPU8;
      for (const chunk of this.#waiting.splice(0)) this.#lay(chunk);
      await this.#whole;
      sparePreparation(module.API);
      return module;
    };
  }

  /**
   * @param {ReadableStreamDefaultReader<Uint8Array>} reader
   * @returns {Promise<Uint8Array>}
   */
  async #begin(reader) {
    let begun = await grow(new Uint8Array(), NUMBERS, reader);
    const [magic, size, headBytes, runs] = numbers(begun, 0, 4);
    if (magic !== MAGIC) throw new Error("the snapshot is of another kind");
    const head = NUMBERS + headBytes;
    const bytes = head + runs * RUN;
    begun = await grow(begun, bytes, reader);
    this.#size = size;
    this.#runs = numbers(begun, head, runs * 2);
    this.#lay(begun.subarray(bytes));
    return begun.slice(NUMBERS, head);
  }

  /** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
  async #read(reader) {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      this.#lay(value);
    }
    const left = this.#waiting.reduce((sum, chunk) => sum + chunk.length, 0);
    let wanted = -this.#laid;
    for (let run = this.#run; run * 2 < this.#runs.length; run += 1) wanted += this.#runs[run * 2 + 1];
    if (left !== wanted) throw new Error("the snapshot is cut off");
  }

  /** @param {Uint8Array} chunk the next bytes of the file */
  #lay(chunk) {
    if (!this.#target) {
      this.#waiting.push(chunk);
      return;
    }
    let rest = chunk;
    while (rest.length && this.#run * 2 < this.#runs.length) {
      const [start, length] = this.#runs.subarray(this.#run * 2, this.#run * 2 + 2);
      const part = rest.subarray(0, length - this.#laid);
      this.#target.set(part, start + this.#laid);
      this.#laid += part.length;
      rest = rest.subarray(part.length);
      if (this.#laid === length) {
        this.#run += 1;
        this.#laid = 0;
      }
    }
    if (rest.length) throw new Error("the snapshot is longer than it says");
  }
}

/**
 * Spares Pyodide a line that makes its own module ready, which in this memory is: to run a compiler for the first time
 * takes a browser several milliseconds.
 * @param {Module["API"]} api
 */
function sparePreparation(api) {
  const run = api.rawRun;
  api.rawRun = (line) => (line === "import _pyodide_core" ? [0, ""] : run(line));
}

/**
 * @param {Uint8Array} begun
 * @param {number} bytes
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 * @returns {Promise<Uint8Array>} at least as many bytes
 */
async function grow(begun, bytes, reader) {
  let all = begun;
  while (all.length < bytes) {
    const { done, value } = await reader.read();
    if (done) throw new Error("the snapshot is cut off");
    const more = new Uint8Array(all.length + value.length);
    more.set(all);
    more.set(value, all.length);
    all = more;
  }
  return all;
}

/**
 * @param {Uint8Array} bytes
 * @param {number} from
 * @param {number} count
 */
function numbers(bytes, from, count) {
  return new Uint32Array(bytes.slice(from, from + count * 4).buffer);
}
