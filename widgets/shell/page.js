// All elements of the page on one side, the one Python on the other: events go out, views and effects come in.

/** @import { Answer, Effect, Json, Update } from "./types.js" */
/** @import { LiveElement } from "./element.js" */

import { now, zoneAt } from "./clock.js";
import { perform, release } from "./effects/index.js";
import { fetchLibrary } from "./library.js";
import { readAll, watchOtherTabs } from "./effects/save.js";
import { deviceVoices, whenVoicesChange } from "./effects/speak.js";
import { hasRingSwitch } from "./effects/sprites.js";
import { Link } from "./link.js";
import { keepForOffline } from "./offline.js";
import { isRenewed, renew, siteHasChanged } from "./outdated.js";
import { whenNothingIsPressed } from "./press.js";
import { catalogUrl, runtimeName, runtimeUrl, siteUrl } from "./settings.js";

/** @type {Map<string, LiveElement>} */
const elements = new Map();

/** The latest time of an event that Python was told. */
let latest = 0;

/** @type {Set<string>} ids of the elements that this Python knows, or will know before anything else */
const connected = new Set();

const link = new Link(
  {
    ready(fetched) {
      for (const element of elements.values()) {
        introduce(element);
        element.awake();
      }
      queueMicrotask(tellAllVoices); // Waiting events, introductions among them, go first.
      keepForOffline(fetched);
    },
    update: (news) => whenNothingIsPressed(() => update(news)),
    failed(reason) {
      // While a first run is played, what Python is to hear of it waits for another try.
      if (![...elements.values()].some(({ plays }) => plays)) {
        link.forget();
        connected.clear();
      }
      for (const element of elements.values()) {
        if (!element.plays) release(element);
        whenNothingIsPressed(() => element.fail(reason)); // The words for it move what is below them.
      }
    },
  },
  { runtime: runtimeUrl, name: runtimeName, catalog: catalogUrl },
);

/** Starts Python, unless it is awake or on its way. */
export function wakePython() {
  link.start();
}

/** @returns {boolean} */
export function pythonIsReady() {
  return link.ready;
}

/** @param {LiveElement} element */
export function connect(element) {
  elements.set(element.id, element);
  introduce(element);
  if (link.ready) tellVoices(element);
}

/** @param {LiveElement} element */
export function disconnect(element) {
  elements.delete(element.id);
  release(element);
  if (connected.delete(element.id)) post(element, "disconnect", null, now());
}

/**
 * @param {LiveElement} element
 * @param {string} name
 * @param {Json} value
 * @param {number} at
 */
export function send(element, name, value, at = now()) {
  introduce(element);
  post(element, name, value, at);
}

/**
 * @param {number} at when something happened
 * @returns {number} the same, but not before what Python was told already: page and Python then take it for the same time
 */
export function notBefore(at) {
  return Math.max(at, Math.ceil(latest));
}

/**
 * Tells Python of an element that it does not know yet, with what the device has kept.
 * @param {LiveElement} element
 */
function introduce(element) {
  if (connected.has(element.id)) return;
  connected.add(element.id);
  post(element, "connect", { stored: readAll(), site: siteUrl }, now());
}

/**
 * @param {LiveElement} element
 * @param {string} name
 * @param {Json} value
 * @param {number} at
 */
function post(element, name, value, at) {
  latest = Math.max(latest, at);
  const attributes = Object.fromEntries([...element.attributes].map((one) => [one.name, one.value]));
  link.send({ element: { tag: element.localName, id: element.id, attributes }, name, at, value, zone: zoneAt(at) });
}

/**
 * Tells an element that sounds which voices the device has. Looking for them costs a little, so it waits for Python.
 * @param {LiveElement} element
 */
function tellVoices(element) {
  if (!(/** @type {typeof LiveElement} */ (element.constructor).sound)) return;
  const voices = deviceVoices();
  if (voices.length) post(element, "voices", { voices, ring: hasRingSwitch }, now());
}

function tellAllVoices() {
  for (const element of elements.values()) tellVoices(element);
}

/** Starts over after a failure, from what the device has kept; with a new page where this one is of an older site. */
export function tryAgain() {
  siteHasChanged().then((changed) => changed && renew());
  for (const element of elements.values()) {
    element.mend();
    introduce(element);
    element.reopen();
  }
  link.start();
}

/** @param {Update} news */
function update(news) {
  for (const id of new Set([...Object.keys(news.html), ...Object.keys(news.parts), ...Object.keys(news.effects)])) {
    const element = elements.get(id);
    if (!element) continue;
    const parts = news.parts[id];
    if (parts && !element.showParts(parts)) post(element, "show", null, now());
    for (const effect of element.take(news.html[id], news.effects[id] ?? [])) carryOut(effect, element);
  }
  for (const { id, name, reason } of news.refused) {
    console.warn(`refused ${name} of #${id}: ${reason}`);
    if (name !== "connect") continue;
    connected.delete(id); // Another try introduces it anew.
    elements.get(id)?.fail(reason);
  }
}

/**
 * Brings Python a library that it asked for: its worker has no network.
 * @param {string} library
 * @returns {Promise<Answer>}
 */
async function bring(library) {
  let ok = true;
  try {
    link.add(library, await fetchLibrary(library));
  } catch (error) {
    console.warn(`library ${library}: ${error}`);
    ok = false;
  }
  return { name: "library", value: { library, ok } };
}

/**
 * @param {Effect} effect
 * @param {LiveElement} element
 */
async function carryOut(effect, element) {
  const answer = effect.kind === "need" ? bring(String(effect.library)) : perform(effect, element);
  if (!answer) return;
  const { name, value } = await answer;
  if (elements.get(element.id) === element) send(element, name, value);
}

whenVoicesChange(() => {
  if (link.ready) tellAllVoices();
});

/** @param {Record<string, string | null>} stored texts that another page saved, by key */
function tellStored(stored) {
  for (const element of elements.values()) send(element, "stored", { stored });
}

watchOtherTabs(tellStored);

// A page from the back-forward cache was frozen: it missed the storage events of its time there, deletions included.
/** @type {string[]} keys that were stored when the page was left */
let left = [];
addEventListener("pagehide", () => {
  left = Object.keys(readAll());
});
addEventListener("pageshow", (event) => {
  if (event.persisted) tellStored({ ...Object.fromEntries(left.map((key) => [key, null])), ...readAll() });
});

if (isRenewed()) link.start();
