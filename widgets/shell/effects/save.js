// Keeps texts on this device, and says so plainly where the browser does not.

/** @import { Answer } from "../types.js" */

import { _ } from "../language.js";
import { announce } from "./announce.js";

/** Every key of the site begins so: other sites may share the origin. */
const PREFIX = "neutral-spine.";
const NOT_KEPT = _(
  "This browser did not save that. It is gone when you close the page. Private windows and full storage are the usual reasons.",
);

/**
 * @param {{key: string, text: string | null, checked: boolean, over: string | null}} effect
 * @param {HTMLElement} host
 * @returns {Answer | undefined} what became of a `checked` one
 */
export function save({ key, text, checked, over }, host) {
  if (!key.startsWith(PREFIX)) throw new Error(`not a key of this site: ${key}`);
  if (checked && readable() && localStorage.getItem(key) !== over) return refused(key, "changed");
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    noteOf(host)?.remove();
  } catch {
    tellNotKept(host);
    return checked ? refused(key, "refused") : undefined;
  }
  return checked ? { name: "saved", value: { key, ok: true } } : undefined;
}

/**
 * @param {string} key
 * @param {"changed" | "refused"} why
 * @returns {Answer}
 */
function refused(key, why) {
  return { name: "saved", value: { key, ok: false, why, text: readable() ? localStorage.getItem(key) : null } };
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

/** @param {HTMLElement} host */
function tellNotKept(host) {
  if (noteOf(host)) return;
  const note = document.createElement("p");
  note.className = "ns-not-saved";
  note.textContent = NOT_KEPT;
  host.after(note);
  announce({ text: NOT_KEPT });
}
