// Turns an element's content into new HTML with as few changes as possible, so that focus, open details and a half-typed
// word stay. idiomorph does the work; it is fetched only when Python is.

import { keepEntered, mayChange } from "./morph-rules.js";
import { isUnchanged, noteAdded, noteMorphed, remember } from "./unchanged.js";

/** @type {typeof import("./idiomorph.js").Idiomorph | null} */
let idiomorph = null;

/** Fetches idiomorph, in parallel with Python. */
export async function loadMorph() {
  try {
    idiomorph ??= (await import("./idiomorph.js")).Idiomorph;
  } catch (error) {
    console.warn("without idiomorph, views are replaced whole:", error);
  }
}

/**
 * @param {Element} element
 * @param {string} html
 */
export function morph(element, html) {
  if (!idiomorph) {
    element.innerHTML = html;
    remember(element, html);
    return;
  }
  idiomorph.morph(element, html, {
    morphStyle: "innerHTML",
    ignoreActiveValue: isTypedIn(document.activeElement),
    restoreFocus: true,
    callbacks: {
      beforeAttributeUpdated: mayChange,
      beforeNodeMorphed: (old, next) => !isUnchanged(old, next) && keepEntered(old, next),
      afterNodeMorphed: noteMorphed,
      afterNodeAdded: noteAdded,
    },
  });
}

/**
 * Whether the element may hold a half-typed word. idiomorph then leaves it alone while it has the focus; a button that
 * was just pressed must get its new words.
 * @param {Element | null} element
 */
function isTypedIn(element) {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}
