// Turns an element's content into new HTML with as few changes as possible, so focus, open details and a half-typed
// word stay. idiomorph does the work; it is only fetched when Python is.

import { sameFigure } from "./figure.js";

/** @type {typeof import("./idiomorph.js").Idiomorph | null} */
let idiomorph = null;

/** Fetches the morpher, beside Python and sooner than it. */
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
    return;
  }
  idiomorph.morph(element, html, {
    morphStyle: "innerHTML",
    ignoreActiveValue: isTypedIn(document.activeElement),
    restoreFocus: true,
    callbacks: { beforeAttributeUpdated: mayChange, beforeNodeMorphed: keepEntered },
  });
}

/**
 * idiomorph leaves alone all that the focused element holds. That is right for a half-typed word; a button that was
 * just pressed must get its new words.
 * @param {Element | null} element
 */
function isTypedIn(element) {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

/**
 * What the reader opened stays open, and what the shell paints is not wiped out in between.
 * @param {string} name
 * @param {Element} node
 */
function mayChange(name, node) {
  if (name === "open") return !(node instanceof HTMLDetailsElement);
  return !(name === "style" && node.hasAttribute("data-to"));
}

/**
 * What was entered into a form and not sent yet stays, unless the new view says something else there than the old one
 * did. A control that tells each change at once is Python's: it shows what Python says.
 * @param {Node} old
 * @param {Node} next
 */
function keepEntered(old, next) {
  if (sameFigure(old, next)) return false;
  if (old instanceof HTMLInputElement && next instanceof HTMLInputElement) {
    if (tellsAtOnce(old)) return true;
    if (old.defaultChecked === next.defaultChecked) next.checked = old.checked;
    if (old.defaultValue === next.defaultValue) next.value = old.value;
  } else if (old instanceof HTMLSelectElement && next instanceof HTMLSelectElement) {
    if (!tellsAtOnce(old) && shownAtFirst(old) === shownAtFirst(next)) next.value = old.value;
  }
  return true;
}

/** @param {Element} control */
function tellsAtOnce(control) {
  return control.hasAttribute("data-on-change") || control.hasAttribute("data-on-input");
}

/** @param {HTMLSelectElement} select */
function shownAtFirst(select) {
  return [...select.options].find((option) => option.defaultSelected)?.value;
}
