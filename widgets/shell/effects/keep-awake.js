// Keeps the screen on while any element wants it. The browser lets go of the lock whenever the page is hidden.

import { holdSteady } from "../clock.js";

/** @type {Set<HTMLElement>} */
const wanting = new Set();
/** @type {WakeLockSentinel | null} */
let lock = null;
let asking = false;

/**
 * @param {{on: boolean}} effect
 * @param {HTMLElement} host
 */
export function keepAwake({ on }, host) {
  if (on) wanting.add(host);
  else wanting.delete(host);
  holdSteady(wanting.size > 0);
  settle();
}

/** @param {HTMLElement} host */
export function letSleep(host) {
  if (!wanting.delete(host)) return;
  holdSteady(wanting.size > 0);
  settle();
}

/** Asks for a lock, or lets go of it, as is wanted now; one question at a time, so that no lock is left over. */
async function settle() {
  if (!("wakeLock" in navigator) || asking) return;
  const held = lock && !lock.released ? lock : null;
  const want = wanting.size > 0 && !document.hidden;
  if (want === Boolean(held)) return;
  asking = true;
  try {
    if (want) lock = await navigator.wakeLock.request("screen");
    else await held?.release();
  } catch {
    // A low battery or a setting refuses it: the timer goes on by its sounds.
    return;
  } finally {
    asking = false;
  }
  await settle();
}

document.addEventListener("visibilitychange", () => void settle());
