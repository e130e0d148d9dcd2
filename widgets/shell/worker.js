// The worker in which Python lives: starts it, hands it events in order, and wakes it when it asked to be woken.

/** @import { FromWorker, ToWorker, WidgetEvent } from "./types.js" */
/** @import { Python } from "./boot.js" */

import { boot, fetchBytes } from "./boot.js";
import { now, setClock, shiftClock, until, zoneAt } from "./clock.js";

/** What `wake` is sent from: it is for the whole app, not for one element. */
const APP = { tag: "", id: "", attributes: {} };

/** @type {Python | null} */
let python = null;
/** @type {string[]} JSON lists of events that came before Python was ready */
const waiting = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let alarm;
/** @type {number | null} when Python is to be woken, by `clock.js` */
let wanted = null;

/** All by which a worker can ask a network. `import()` is left: no script can take that away. */
const DOORS = [
  "fetch",
  "XMLHttpRequest",
  "WebSocket",
  "WebSocketStream",
  "WebTransport",
  "EventSource",
  "Worker",
  "caches",
];

/** @param {FromWorker} message */
function tell(message) {
  self.postMessage(message);
}

/** @param {string} events a JSON list of events */
function handle(events) {
  if (!python) {
    waiting.push(events);
    return;
  }
  try {
    tell({ kind: "update", update: python.handle(events) }); // First: the reader waits for it.
    schedule(python.wakeAt() ?? null);
  } catch (error) {
    fail(error);
  }
}

/**
 * @param {string} library
 * @param {ArrayBuffer} wheel
 */
function add(library, wheel) {
  try {
    python?.addLibrary(library, wheel);
  } catch (error) {
    fail(error);
  }
}

/** @param {number | null} wakeAt when Python is to be woken (ms since the epoch); `null` for never */
function schedule(wakeAt) {
  clearTimeout(alarm);
  wanted = wakeAt;
  if (wakeAt === null) return;
  alarm = setTimeout(() => {
    if (now() < wakeAt) {
      schedule(wakeAt);
      return;
    }
    const at = now();
    /** @type {WidgetEvent} */
    const wake = { element: APP, name: "wake", at, value: null, zone: zoneAt(at) };
    handle(JSON.stringify([wake]));
  }, Math.ceil(until(wakeAt)));
}

/** @param {unknown} error */
function fail(error) {
  clearTimeout(alarm);
  python = null;
  tell({ kind: "failed", reason: String(error) });
}

/** A page's policy does not reach its worker, so the worker gives up the network before it hears of the reader. */
function closeDoors() {
  for (let holder = self; holder; holder = Object.getPrototypeOf(holder)) {
    for (const door of DOORS) Reflect.deleteProperty(holder, door);
  }
}

/** @param {MessageEvent<ToWorker>} message */
self.onmessage = async ({ data }) => {
  if (data.kind === "events") {
    handle(data.events);
    return;
  }
  if (data.kind === "library") {
    add(data.library, data.wheel);
    return;
  }
  if (data.kind === "shift") {
    shiftClock(data.by);
    schedule(wanted);
    return;
  }
  setClock(data.clock);
  try {
    const [started, catalog] = await Promise.all([boot(data, tell), fetchBytes(data.catalog)]);
    closeDoors();
    started.setCatalog(new Uint8Array(catalog));
    python = started;
  } catch (error) {
    fail(error);
    return;
  }
  tell({ kind: "ready", fetched: performance.getEntriesByType("resource").map((entry) => entry.name) });
  const kept = waiting.splice(0).flatMap((events) => JSON.parse(events));
  if (kept.length) handle(JSON.stringify(kept));
};
