// The safety page in steps: one step at a time, with two answers. Nothing of an answer is kept or sent, and no answer
// is counted. Without this script, and on paper, the page shows every step below the other.

import { fragmentOf } from "./address.js";

export const LAST = 4;

/**
 * @typedef {{ step: number, fits: boolean }} Place a step from 1 to `LAST`, the end, and whether the reader said that a
 *   sign of it fits: then the step shows what to do, and leads no further
 */

/**
 * @param {Place} place
 * @param {string | undefined} answer `fits`, `none` or `back`; another one changes nothing
 * @returns {Place}
 */
export function after({ step, fits }, answer) {
  if (answer === "fits" && step < LAST) return { step, fits: true };
  if (answer === "none" && !fits && step < LAST) return { step: step + 1, fits: false };
  if (answer === "back") return { step: fits ? step : Math.max(1, step - 1), fits: false };
  return { step, fits };
}

/**
 * @param {Element | undefined} shown advice, or the end
 * @returns {string} its words, without its buttons
 */
function wordsOf(shown) {
  const said = [...(shown?.querySelectorAll("p") ?? [])].filter((line) => !line.querySelector("a, button"));
  return said.map((line) => line.textContent?.trim()).join(" ");
}

export function startSafetySteps() {
  const all = document.querySelector("[data-check-steps]");
  if (!(all instanceof HTMLElement)) return;
  const steps = [...all.querySelectorAll("[data-step]")].filter((step) => step instanceof HTMLElement);
  /** @type {Place} */
  let place = { step: 1, fits: false };
  // There before its first words: screen readers say nothing of a live region that comes together with them.
  const told = document.createElement("div");
  told.className = "ns-hidden";
  told.setAttribute("aria-live", "assertive");
  all.append(told);

  const show = () => {
    steps.forEach((step, index) => (step.hidden = index + 1 !== place.step));
    all.toggleAttribute("data-fits", place.fits);
  };
  const unfold = () => {
    const target = document.getElementById(fragmentOf(location.hash));
    const index = steps.findIndex((step) => target && step.contains(target));
    if (!target || index < 0) return;
    place = { step: index + 1, fits: false };
    show();
    target.scrollIntoView();
  };

  for (const part of all.querySelectorAll("[data-check-answers]")) part.removeAttribute("hidden");
  all.dataset.checkSteps = "on";
  show();
  unfold();
  addEventListener("hashchange", unfold);
  all.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-check]") : null;
    if (!(button instanceof HTMLElement)) return;
    place = after(place, button.dataset.check);
    show();
    const step = steps[place.step - 1];
    const heading = step?.querySelector("h2");
    // The focus goes to a heading, or a group with a name: what stands there is told beside it.
    const next = place.fits ? step?.querySelector("[data-check-fits]") : heading ?? step;
    told.textContent = place.fits || !heading ? wordsOf(next ?? undefined) : "";
    if (!(next instanceof HTMLElement)) return;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
    step?.scrollIntoView();
  });
}
