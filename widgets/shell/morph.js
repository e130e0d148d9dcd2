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
 * @param {string} html of its content
 */
export function morph(element, html) {
  if (idiomorph && element.hasChildNodes()) idiomorph.morph(element, html, { ...manner(), morphStyle: "innerHTML" });
  else {
    const { content } = sourceOf(html);
    keepAll(element, content);
    element.replaceChildren(content);
    remember(element, html);
  }
}

/**
 * Turns an element into another one, which is most often the same with few changes.
 * @param {Element} element
 * @param {string} html of one element
 */
export function morphPart(element, html) {
  const next = sourceOf(html).content.firstElementChild;
  if (!next) return;
  if (idiomorph) idiomorph.morph(element, next, { ...manner(), morphStyle: "outerHTML" });
  else {
    keepAll(element, next);
    element.replaceWith(next);
    noteAdded(next);
  }
}

function manner() {
  return /** @type {const} */ ({
    ignoreActiveValue: isTypedIn(document.activeElement),
    restoreFocus: true,
    callbacks: {
      beforeAttributeUpdated: mayChange,
      beforeNodeMorphed: mayMorph,
      afterNodeMorphed: noteMorphed,
      afterNodeAdded: noteAdded,
    },
  });
}

/**
 * @param {Node} old
 * @param {Node} next
 */
function mayMorph(old, next) {
  return !isUnchanged(old, next) && keepEntered(old, next);
}

/** @param {string} html */
function sourceOf(html) {
  const source = document.createElement("template");
  source.innerHTML = html;
  return source;
}

/**
 * Keeps what was entered or opened where a view is replaced whole, by the ids of both.
 * @param {Element} element
 * @param {Element | DocumentFragment} source
 */
function keepAll(element, source) {
  const before = new Map([...element.querySelectorAll("[id]")].map((old) => [old.id, old]));
  for (const next of source.querySelectorAll("[id]")) {
    const old = before.get(next.id);
    if (old) keepEntered(old, next);
    if (old instanceof HTMLDetailsElement && next instanceof HTMLDetailsElement) next.open = old.open;
    const texts = old instanceof HTMLTextAreaElement && next instanceof HTMLTextAreaElement;
    if (texts && old.defaultValue === next.defaultValue) next.value = old.value;
  }
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
