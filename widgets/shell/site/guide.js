// What a guide's own links and buttons do: start its timer from anywhere on the page, print its short sheet or all of
// it, and open what is folded for a link that leads there or for paper.

import { fragmentOf } from "./address.js";

export function startGuide() {
  document.addEventListener("click", onClick);
  addEventListener("hashchange", openLinked);
  openLinked();
  addEventListener("beforeprint", openForPaper);
  addEventListener("afterprint", () => {
    for (const fold of opened.splice(0)) fold.open = false;
    delete document.documentElement.dataset.print;
  });
}

/** Parts that stand open on paper. The style sheet opens those of the log too, where browsers know `::details-content`. */
const FOLDED = "details.ns-fold:not([open]), progress-log details:not([open], .ns-log__keep)";

/** @type {HTMLDetailsElement[]} what is open only because the page is being printed */
const opened = [];

function openForPaper() {
  for (const fold of document.querySelectorAll(FOLDED)) {
    if (!(fold instanceof HTMLDetailsElement)) continue;
    fold.open = true;
    opened.push(fold);
  }
}

/** Browsers open what is folded for the anchor of an address, but not all of them. */
function openLinked() {
  const target = document.getElementById(fragmentOf(location.hash));
  const fold = target?.closest("details");
  if (!target || !(fold instanceof HTMLDetailsElement) || fold.open) return;
  fold.open = true;
  target.scrollIntoView();
}

/** @param {MouseEvent} event */
function onClick(event) {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("[data-start-timer]") && startTimer(event)) event.preventDefault();
  const print = event.target.closest("button[data-print]");
  if (print instanceof HTMLElement) {
    document.documentElement.dataset.print = print.dataset.print ?? "";
    globalThis.print();
  }
}

/**
 * Presses the timer's own Start, within the reader's tap: sound may begin only there, and the run counts from it.
 * @param {MouseEvent} event the tap
 * @returns {boolean} whether there is one to press; else the link leads to the timer
 */
function startTimer({ timeStamp }) {
  const start = document.querySelector('hold-timer:defined:not([data-failed]) [data-on-click="start"]');
  if (!(start instanceof HTMLElement)) return false;
  start.dataset.pressed = String(timeStamp);
  start.click();
  delete start.dataset.pressed;
  return true;
}
