// Paints running seconds and progress from deadlines in the HTML, so that Python is not called for a changing digit.
//
// `data-countdown-to="<ms>"`: the text becomes the whole seconds left, rounded up.
// `data-from="<ms>" data-to="<ms>"`: the CSS property `--progress` goes from 0 to 1.

import { now } from "./clock.js";

const PAINTED = "[data-countdown-to], [data-from][data-to]";

/** @typedef {HTMLElement | SVGElement} Painted */

/** Milliseconds from one change of `--progress` to the next, as in a film: each paints the view anew. */
const STEP = 40;

/** @type {Painted[]} */
let painted = [];
let frame = 0;

/** Looks again for what is to be painted, and paints it at once. Called after every change of a view. */
export function refreshCountdowns() {
  cancelAnimationFrame(frame);
  painted = [.../** @type {NodeListOf<Painted>} */ (document.querySelectorAll(PAINTED))];
  paint();
}

/**
 * Leaves all inside an element as it is painted now.
 * @param {Element} host
 */
export function haltCountdowns(host) {
  for (const element of host.querySelectorAll(PAINTED)) {
    element.removeAttribute("data-countdown-to");
    element.removeAttribute("data-to");
  }
  refreshCountdowns();
}

function paint() {
  if (!painted.length) return;
  const time = now();
  for (const element of painted) paintOne(element, time);
  frame = requestAnimationFrame(paint);
}

/**
 * @param {Painted} element
 * @param {number} time
 */
function paintOne(element, time) {
  const { countdownTo, from, to } = element.dataset;
  if (countdownTo) {
    // Deadlines are whole milliseconds, rounded: half of one more is no second more.
    const text = String(Math.max(0, Math.ceil((Number(countdownTo) - time - 0.5) / 1000)));
    if (element.textContent !== text) element.textContent = text;
  }
  if (from && to) {
    const part = (time - (time % STEP) - Number(from)) / (Number(to) - Number(from));
    const progress = Math.min(1, Math.max(0, part)).toFixed(3);
    if (element.style.getPropertyValue("--progress") !== progress) element.style.setProperty("--progress", progress);
  }
}
