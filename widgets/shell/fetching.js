// The line that says what is happening while Python is fetched, and how much that is the first time. It stands by the
// control that the reader turned to; a timer's own "get ready" makes it unnecessary there.

import { hasRuntime } from "./offline.js";
import { runtimeBytes } from "./settings.js";

const CLASS = "ns-fetching";

/**
 * @param {Element} control
 */
export async function sayFetching(control) {
  const host = control.closest("[data-root]") ?? control;
  if (host.querySelector(`.${CLASS}`)) return;
  await fill((line) => placeOf(control).after(line), "Starting this part");
}

/**
 * Says in the place of the server's view that a link's plan is on its way: the sample in that view is not this plan.
 * @param {HTMLElement} host
 */
export async function sayOpening(host) {
  host.toggleAttribute("data-opening", true);
  endFetching(host);
  await fill((line) => host.prepend(line), "Opening the plan in this link");
}

/**
 * @param {(line: Element) => void} place
 * @param {string} what
 */
async function fill(place, what) {
  const line = document.createElement("p");
  line.className = CLASS;
  line.setAttribute("role", "status");
  place(line);
  const known = await hasRuntime();
  // A live region must be there before it speaks.
  line.textContent = known
    ? `${what}…`
    : `${what}. The first time a part is fetched: ${megabytes(runtimeBytes)}. After that it is on your device.`;
}

/** @param {Element} host */
export function endFetching(host) {
  host.querySelector(`.${CLASS}`)?.remove();
}

/**
 * @param {number} bytes
 * @returns {string} such as "9 MB"
 */
export function megabytes(bytes) {
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`;
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
