// What a guide's moving picture costs while nobody uses the timer: nothing out of sight, and in sight a third to a half of
// what it would at the screen's own rate. Without this script it moves all the same.
//
// Each change of the picture restyles all of its pieces, which takes a cheap phone several milliseconds.

import { followOutlines } from "../outlines.js";

const RATE = 24; // changes per second, as in a film; the movements take seconds

export function startMotion() {
  const stages = document.querySelectorAll(".ns-figure__toggle ~ .ns-figure__stage");
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) target.toggleAttribute("data-unseen", !isIntersecting);
  });
  for (const stage of stages) {
    slowDown(stage);
    stage.addEventListener("animationstart", () => slowDown(stage)); // It starts anew after the timer.
    watch.observe(stage);
    followOutlines(stage);
  }
}

/**
 * Lets a loop go in steps, each as long as 1 / RATE of a second. The keyframes keep their own easing.
 * @param {Element} stage
 */
function slowDown(stage) {
  for (const { effect } of stage.getAnimations({ subtree: true })) {
    const { iterations, duration, easing } = effect?.getTiming() ?? {};
    if (iterations !== Infinity || easing !== "linear" || typeof duration !== "number") continue;
    effect?.updateTiming({ easing: `steps(${Math.ceil((duration / 1000) * RATE)}, jump-end)` });
  }
}
