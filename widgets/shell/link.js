// The page's connection to Python: starts the worker, sends it events, receives updates, and restarts it once.
//
// Snapshots are an experimental part of Pyodide. If one is missing, damaged, foreign or stuck, a second start without it
// follows in a new worker. The reader is told only if that fails too.

/** @import { FromWorker, Start, ToWorker, Update, WidgetEvent } from "./types.js" */

import { clockSettings, whenClockShifts } from "./clock.js";
import { workerOptions } from "./floor.js";

/** Seconds without progress (bytes that arrive, a core still being fetched) after which a start has failed. */
const PATIENCE = { snapshot: 20, stock: 120 };

/**
 * @typedef {object} Listener
 * @property {(fetched: string[]) => void} ready Python has started; with the addresses of all that its start fetched
 * @property {(update: Update) => void} update
 * @property {(reason: string) => void} failed Python did not start, or died; nothing is answered until `start`
 *
 * @typedef {Pick<Start, "runtime" | "name" | "catalog">} Runtime addresses and name of the runtime
 */

export class Link {
  /** @type {Worker | null} */
  #worker = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #patience;
  /** @type {"asleep" | "starting" | "ready"} */
  #state = "asleep";
  /** @type {WidgetEvent[]} */
  #waiting = [];
  #listener;
  #runtime;

  /**
   * @param {Listener} listener
   * @param {Runtime} runtime
   */
  constructor(listener, runtime) {
    this.#listener = listener;
    this.#runtime = runtime;
    whenClockShifts((by) => this.#post({ kind: "shift", by }));
  }

  get ready() {
    return this.#state === "ready";
  }

  /** Starts Python, unless it is starting or ready. */
  start() {
    if (this.#state === "asleep") this.#start("snapshot");
  }

  /**
   * Sends an event, now or as soon as Python is ready. Does not start Python.
   * @param {WidgetEvent} event
   */
  send(event) {
    if (this.#state === "ready") this.#post({ kind: "events", events: JSON.stringify([event]) });
    else this.#waiting.push(event);
  }

  /**
   * Gives Python a library that it asked for. Every later event finds the library there.
   * @param {string} library
   * @param {ArrayBuffer} wheel
   */
  add(library, wheel) {
    if (this.#state === "ready") this.#post({ kind: "library", library, wheel });
  }

  /** Drops the events that wait for Python. */
  forget() {
    this.#waiting = [];
  }

  /** @param {"snapshot" | "stock"} mode */
  #start(mode) {
    if (typeof WebAssembly !== "object") {
      // Nothing that a start would fetch can run here.
      queueMicrotask(() => this.#listener.failed("this browser has no WebAssembly"));
      return;
    }
    this.#state = "starting";
    let worker;
    try {
      worker = new Worker(new URL("worker.js", import.meta.url), workerOptions);
    } catch (error) {
      this.#fail(String(error), mode); // The browser has no workers, or a policy forbids them.
      return;
    }
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data, mode);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "the worker did not load", mode);
    };
    this.#wait(mode);
    this.#post({ kind: "start", mode, ...this.#runtime, clock: clockSettings() });
  }

  /**
   * @param {FromWorker} message
   * @param {"snapshot" | "stock"} mode
   */
  #receive(message, mode) {
    switch (message.kind) {
      case "progress":
        this.#wait(mode);
        break;
      case "ready":
        clearTimeout(this.#patience);
        this.#state = "ready";
        this.#listener.ready(message.fetched);
        if (this.#waiting.length) {
          this.#post({ kind: "events", events: JSON.stringify(this.#waiting.splice(0)) });
        }
        break;
      case "update":
        this.#listener.update(JSON.parse(message.update));
        break;
      case "failed":
        this.#fail(message.reason, mode);
        break;
    }
  }

  /** @param {"snapshot" | "stock"} mode */
  #wait(mode) {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#fail("it took too long", mode), PATIENCE[mode] * 1000);
  }

  /**
   * @param {string} reason
   * @param {"snapshot" | "stock"} mode
   */
  #fail(reason, mode) {
    const wasReady = this.#state === "ready";
    clearTimeout(this.#patience);
    this.#worker?.terminate();
    this.#worker = null;
    this.#state = "asleep";
    console.warn(`Python (${mode}): ${reason}`);
    if (mode === "snapshot" && !wasReady) this.#start("stock");
    else this.#listener.failed(reason);
  }

  /** @param {ToWorker} message */
  #post(message) {
    this.#worker?.postMessage(message);
  }
}
