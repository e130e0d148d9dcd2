// The words for a start that failed, where the reader is: the widget's own sentence (`.ns-failed` in its template) or one of
// ours, what became of their entries and of a plan in the page's address, and a way to try again where that can help.

import { announce } from "./effects/announce.js";
import { fragmentFor } from "./effects/clear-fragment.js";
import { isSaved } from "./effects/save.js";
import { placeOf } from "./fetching.js";
import { holdsPlan } from "./fragment.js";
import { keysOf } from "./intent.js";
import { whyNever } from "./floor.js";
import { _ } from "./language.js";

const FAILED = _("This part could not start in this browser. What you see here still holds, and you can print it.");
const PLAYS = _("Start works. Other times, and your log, need a part that could not start in this browser.");
const NOTHING_LOST = _("What you saved on this device is still there.");
const LINKED = _(
  "The plan in this link could not be opened in this browser. Nothing is lost: the link still holds it. " +
    "Open the link on another device, or ask whoever sent it for a printed copy.",
);
const OWN_WEEK = _("Your own week is still on this device, but it cannot be shown now. The week below is only a sample.");

/**
 * @param {HTMLElement} host
 * @param {{opens: boolean, control: Element | null}} how `opens`: the widget opens what stands behind `#`; `control`: what
 *   the reader used last
 */
export function tellFailed(host, { opens, control }) {
  const never = whyNever();
  host.toggleAttribute("data-never", never !== null);
  const linked = opens && holdsPlan(fragmentFor(host));
  host.toggleAttribute("data-linked", linked); // Hides the sample: it is not the plan of the link.
  // With the sample hidden, nothing stands beside the control any more.
  const sentence = ownOf(host) ?? newSentence(host, never !== null, linked ? null : control);
  if (linked) sentence.textContent = LINKED;
  else if (keepsWeek(host)) sentence.textContent = OWN_WEEK;
  else sentence.append(` ${NOTHING_LOST}`);
  if (never) sentence.append(` ${never}`);
  else sentence.append(" ", tryAgainButton());
  announce({ text: sentence.textContent ?? FAILED });
  if (control || linked) bringIntoView(sentence);
}

/**
 * Changes the widget's own sentence where Start works all the same, by the run that the build has made.
 * @param {Element} host
 */
export function tellPlays(host) {
  const sentence = host.querySelector(".ns-failed");
  if (sentence) sentence.textContent = PLAYS;
}

/**
 * The sentence of the widget's template. One that is hidden with the controls that it stands in is none.
 * @param {Element} host
 */
function ownOf(host) {
  const own = host.querySelector(".ns-failed");
  return own?.getClientRects().length ? own : null;
}

/**
 * @param {HTMLElement} host
 * @param {boolean} never whether the widget's controls go away
 * @param {Element | null} control
 */
function newSentence(host, never, control) {
  const sentence = document.createElement("p");
  sentence.className = "ns-failed";
  sentence.textContent = FAILED;
  if (!control || !host.contains(control)) host.prepend(sentence);
  else if (never) outermost(host, control).before(sentence);
  else nearTo(control).after(sentence);
  return sentence;
}

/**
 * @param {Element} host
 * @param {Element} control
 * @returns {Element} the largest part around the control that goes away where nothing can start
 */
function outermost(host, control) {
  let found = control;
  for (let part = control.parentElement; part && part !== host; part = part.parentElement) {
    if (part.matches("form, details, section, .ns-needs-script")) found = part;
  }
  return found;
}

/** @param {Element} control */
function nearTo(control) {
  const isField = control.matches("input:not([type=submit]), select, textarea");
  return (isField && control.closest("fieldset, label, p")) || placeOf(control);
}

/** @param {HTMLElement} host */
function keepsWeek(host) {
  return host.querySelector("[data-mode=sample]") !== null && keysOf(host).some(isSaved);
}

/** A button that starts Python once more. */
export function tryAgainButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ns-button";
  button.dataset.tryAgain = "";
  button.dataset.focusKept = "";
  button.textContent = _("Try again");
  return button;
}

/** @param {Element} sentence */
function bringIntoView(sentence) {
  const { top, bottom } = sentence.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) sentence.scrollIntoView({ block: "center" });
}
