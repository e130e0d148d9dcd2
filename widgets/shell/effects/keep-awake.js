// Keeps the screen on while any element wants it. The browser lets go of the lock whenever the page is hidden.

/** @type {Set<HTMLElement>} */
const wanting = new Set();
/** @type {WakeLockSentinel | null} */
let lock = null;

/**
 * @param {{on: boolean}} effect
 * @param {HTMLElement} host
 */
export function keepAwake({ on }, host) {
  if (on) wanting.add(host);
  else wanting.delete(host);
  settle();
}

/** @param {HTMLElement} host */
export function letSleep(host) {
  if (wanting.delete(host)) settle();
}

async function settle() {
  if (!("wakeLock" in navigator)) return;
  if (!wanting.size) {
    const held = lock;
    lock = null;
    await held?.release();
    return;
  }
  if (document.hidden || (lock && !lock.released)) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    if (!wanting.size) await settle();
  } catch {
    // A low battery or a setting refuses it: the timer goes on by its sounds.
  }
}

document.addEventListener("visibilitychange", () => void settle());
