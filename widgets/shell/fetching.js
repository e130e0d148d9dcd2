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
  const line = document.createElement("p");
  line.className = CLASS;
  line.setAttribute("role", "status");
  placeOf(control).after(line);
  const known = await hasRuntime();
  // A live region must be there before it speaks.
  line.textContent = known
    ? "Starting this part…"
    : `Starting this part. The first time it is fetched: ${megabytes(runtimeBytes)}. After that it is on your device.`;
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
