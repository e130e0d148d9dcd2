// Keeps texts on this device, and says so plainly where the browser does not.

/** @import { Answer } from "../types.js" */

/** @typedef {{key: string, text: string, over: string | null}} Aside a copy of what a save replaces */

import { _ } from "../language.js";
import { announce } from "./announce.js";

/** Every key of the site begins so: other sites may share the origin. */
const PREFIX = "neutral-spine.";
const NOT_KEPT = _(
  "This browser did not save that. It is gone when you close the page. Private windows and full storage are the usual reasons.",
);

/** @type {WeakMap<HTMLElement, Set<string>>} the keys of which the browser has not kept the last text, by element */
const lost = new WeakMap();

/**
 * A text that is put aside comes first: where it cannot be kept, what it is a copy of stays.
 * @param {{key: string, text: string | null, checked: boolean, over: string | null, aside?: Aside | null}} effect
 * @param {HTMLElement} host
 * @returns {Answer | undefined} what became of a `checked` one
 */
export function save({ key, text, checked, over, aside }, host) {
  for (const one of aside ? [key, aside.key] : [key])
    if (!one.startsWith(PREFIX)) throw new Error(`not a key of this site: ${one}`);
  if (checked && readable() && (held(key) !== over || (aside && held(aside.key) !== aside.over)))
    return refused(key, "changed", aside);
  try {
    if (aside) localStorage.setItem(aside.key, aside.text);
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    forgetLost(key, host);
  } catch {
    tellNotKept(key, host);
    return checked ? refused(key, "refused", aside) : undefined;
  }
  return checked ? { name: "saved", value: { key, ok: true } } : undefined;
}

/**
 * @param {string} key
 * @param {"changed" | "refused"} why
 * @param {Aside | null} [aside]
 * @returns {Answer}
 */
function refused(key, why, aside) {
  const also = aside ? { aside: held(aside.key) } : {};
  return { name: "saved", value: { key, ok: false, why, text: held(key), ...also } };
}

/**
 * @param {string} key
 * @returns {string | null} the text that the browser holds; null too where the site may not look
 */
function held(key) {
  return readable() ? localStorage.getItem(key) : null;
}

/** @returns {boolean} whether the browser lets the site look at all */
function readable() {
  try {
    localStorage.getItem(PREFIX);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Record<string, string | null>} all that the site has kept, by key */
export function readAll() {
  try {
    return Object.fromEntries(
      Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => [key, localStorage.getItem(key)]),
    );
  } catch {
    return {}; // Storage is switched off: nothing was ever kept.
  }
}

/**
 * @param {string} key
 * @returns {boolean} whether a text is kept under it
 */
export function isSaved(key) {
  return Boolean(readAll()[key]);
}

/** @param {(stored: Record<string, string | null>) => void} changed is told what another tab has saved */
export function watchOtherTabs(changed) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(PREFIX)) changed({ [key]: newValue });
  });
}

/** @param {HTMLElement} host */
function noteOf(host) {
  const next = host.nextElementSibling;
  return next?.classList.contains("ns-not-saved") ? next : null;
}

/**
 * Takes the note away once everything is kept: what succeeds for one key says nothing of another.
 * @param {string} key
 * @param {HTMLElement} host
 */
function forgetLost(key, host) {
  const keys = lost.get(host);
  if (keys?.delete(key) && !keys.size) noteOf(host)?.remove();
}

/**
 * @param {string} key
 * @param {HTMLElement} host
 */
function tellNotKept(key, host) {
  lost.set(host, (lost.get(host) ?? new Set()).add(key));
  if (noteOf(host)) return;
  const note = document.createElement("p");
  note.className = "ns-not-saved";
  note.textContent = NOT_KEPT;
  host.after(note);
  announce({ text: NOT_KEPT });
}
