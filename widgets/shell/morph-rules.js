// What a morph leaves as it is: parts that the reader opened, values that the reader entered, pictures and painted styles.
// Pure: it reads and writes only the nodes that it is given.

import { sameFigure } from "./figure.js";

/**
 * Whether idiomorph may change an attribute. An opened part stays open, and a style that the shell paints stays.
 * @param {string} name
 * @param {Element} node
 */
export function mayChange(name, node) {
  if (name === "open") return !(node instanceof HTMLDetailsElement);
  return !(name === "style" && node.hasAttribute("data-to"));
}

/**
 * Whether idiomorph may change a node. Copies a value that was entered and not sent yet into the new node, unless the two
 * views differ in what they show there at first. Python owns the value of a control that sends each change at once.
 * @param {Node} old
 * @param {Node} next
 */
export function keepEntered(old, next) {
  if (sameFigure(old, next)) return false;
  if (old instanceof HTMLInputElement && next instanceof HTMLInputElement) {
    if (sendsAtOnce(old)) return true;
    if (old.defaultChecked === next.defaultChecked) next.checked = old.checked;
    if (old.defaultValue === next.defaultValue) next.value = old.value;
  } else if (old instanceof HTMLSelectElement && next instanceof HTMLSelectElement) {
    if (!sendsAtOnce(old) && shownAtFirst(old) === shownAtFirst(next)) next.value = old.value;
  }
  return true;
}

/** @param {Element} control */
function sendsAtOnce(control) {
  return control.hasAttribute("data-on-change") || control.hasAttribute("data-on-input");
}

/** @param {HTMLSelectElement} select */
function shownAtFirst(select) {
  return [...select.options].find((option) => option.defaultSelected)?.value;
}
