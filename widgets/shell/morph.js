// Turns an element's content into new HTML with as few changes as possible, so that focus, open details and a half-typed
// word stay. idiomorph does the work; it is fetched only when Python is, and until it is there views are replaced whole.

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
    replaceWhole(element, html);
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
 * Puts HTML in the place of an element's content. What was entered or opened stays, by the ids of both.
 * @param {Element} element
 * @param {string} html
 */
function replaceWhole(element, html) {
  const source = document.createElement("template");
  source.innerHTML = html;
  const before = new Map([...element.querySelectorAll("[id]")].map((old) => [old.id, old]));
  for (const next of source.content.querySelectorAll("[id]")) {
    const old = before.get(next.id);
    if (old) keepEntered(old, next);
    if (old instanceof HTMLDetailsElement && next instanceof HTMLDetailsElement) next.open = old.open;
    const texts = old instanceof HTMLTextAreaElement && next instanceof HTMLTextAreaElement;
    if (texts && old.defaultValue === next.defaultValue) next.value = old.value;
  }
  element.replaceChildren(source.content);
  remember(element, html);
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
