// The page's line to Python: starts the worker, passes events to it and updates back, and starts over when it fails.
//
// Snapshots are an experimental part of Pyodide, so any trouble with one, a missing, damaged, foreign or stuck one,
// leads to a second start without it, in a new worker. Only when that fails too is the reader told.

/** @import { FromWorker, ToWorker, Update, WidgetEvent } from "./types.js" */

import { clockSettings, whenClockShifts } from "./clock.js";
import { catalogUrl, runtimeName, runtimeUrl } from "./settings.js";

/** Seconds without a sign of progress (bytes that come in, a core still being fetched) after which a start has failed. */
const PATIENCE = { snapshot: 20, stock: 120 };

/**
 * @typedef {object} Listener
 * @property {(fetched: string[]) => void} ready Python is awake; with the addresses of all that its start fetched
 * @property {(update: Update) => void} update
 * @property {(reason: string) => void} failed Python cannot be had, or died; nothing will be answered until `start`
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

  /** @param {Listener} listener */
  constructor(listener) {
    this.#listener = listener;
    whenClockShifts((by) => this.#post({ kind: "shift", by }));
  }

  get ready() {
    return this.#state === "ready";
  }

  /** Wakes Python, unless that is under way or done. */
  start() {
    if (this.#state === "asleep") this.#start("snapshot");
  }

  /**
   * Passes an event on, now or as soon as Python is awake. It does not wake Python.
   * @param {WidgetEvent} event
   */
  send(event) {
    if (this.#state === "ready") this.#post({ kind: "events", events: JSON.stringify([event]) });
    else this.#waiting.push(event);
  }

  /**
   * Gives Python a library that it asked for. What it is told after this finds the library there.
   * @param {string} library
   * @param {ArrayBuffer} wheel
   */
  add(library, wheel) {
    if (this.#state === "ready") this.#post({ kind: "library", library, wheel });
  }

  /** Forgets the events that were kept for a Python that is not awake. */
  forget() {
    this.#waiting = [];
  }

  /** @param {"snapshot" | "stock"} mode */
  #start(mode) {
    this.#state = "starting";
    let worker;
    try {
      worker = new Worker(new URL("worker.js", import.meta.url), { type: "module", name: "Python" });
    } catch (error) {
      this.#fail(String(error), mode); // No workers here at all, or a policy that forbids them.
      return;
    }
    this.#worker = worker;
    worker.onmessage = ({ data }) => this.#receive(data, mode);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "the worker did not load", mode);
    };
    this.#wait(mode);
    this.#post({
      kind: "start",
      mode,
      runtime: runtimeUrl,
      name: runtimeName,
      catalog: catalogUrl,
      clock: clockSettings(),
    });
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
