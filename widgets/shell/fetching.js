// The line that says what is happening while Python is fetched, and how much that is the first time. It stands by the
// control that the reader turned to; a timer's own "get ready" makes it unnecessary there.

import { _, digits } from "./language.js";
import { hasRuntime } from "./offline.js";
import { runtimeBytes } from "./settings.js";

const CLASS = "ns-fetching";

/**
 * @param {Element} control
 */
export async function sayFetching(control) {
  const host = control.closest("[data-root]") ?? control;
  if (host.querySelector(`.${CLASS}`)) return;
  await fill((line) => placeOf(control).after(line), _("Starting this part…"), _("Starting this part."));
}

/**
 * Says in the place of the server's view that a link's plan is on its way: the sample in that view is not this plan.
 * @param {HTMLElement} host
 */
export async function sayOpening(host) {
  host.toggleAttribute("data-opening", true);
  endFetching(host);
  await fill((line) => host.prepend(line), _("Opening the plan in this link…"), _("Opening the plan in this link."));
}

/**
 * @param {(line: Element) => void} place
 * @param {string} soon what is happening, where it takes a moment
 * @param {string} first the same, where a part is fetched for the first time
 */
async function fill(place, soon, first) {
  const line = document.createElement("p");
  line.className = CLASS;
  line.setAttribute("role", "status");
  place(line);
  const known = await hasRuntime();
  // A live region must be there before it speaks.
  const size = _("{n} MB", { n: digits(Math.max(1, Math.round(runtimeBytes / 1e6))) });
  const fetched = _("The first time a part is fetched: {size}. After that it is on your device.", { size });
  line.textContent = known ? soon : `${first} ${fetched}`;
}

/** @param {Element} host */
export function endFetching(host) {
  host.querySelector(`.${CLASS}`)?.remove();
}

/**
 * Below the button that the reader is going to press, if the control is part of a form.
 * @param {Element} control
 */
export function placeOf(control) {
  const form = control.closest("form");
  const button = form?.querySelector("[type=submit]") ?? control;
  return button.closest("p") ?? button;
}
