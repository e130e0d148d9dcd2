// The one clock of page and worker, in milliseconds since the epoch. Nothing else here reads the time.
//
// It counts by `performance.now()`, which no one can set back, and follows `Date.now()` where that is ahead by more than
// a quarter of a second: some systems stop the former while they sleep, and a worker started after such a sleep would
// else live in another time than its page. It never goes back with the device's clock: a timer would stand still.
//
// For tests time can be made to run faster: set `globalThis.neutralSpineClock = {speed: 20}` before the shell loads.
// The page hands its settings to the worker, so both keep the same time. A test then finds this clock's time there too,
// as `neutralSpineClock.now()`.

/** @import { ClockSettings } from "./types.js" */

const APART = 250;
const LONGEST_TIMEOUT = 2 ** 31 - 1;

let offset = performance.timeOrigin;
/** Milliseconds by which this clock is ahead of the device's, which has been set back meanwhile. */
let ahead = 0;

/** @type {ClockSettings} */
let settings = { speed: globalThis.neutralSpineClock?.speed ?? 1, anchor: real(), ahead };

/** @returns {number} */
function real() {
  const counted = offset + performance.now();
  const behind = Date.now() + ahead - counted;
  if (behind < -APART) ahead -= behind;
  if (behind <= APART) return counted;
  offset += behind;
  return counted + behind;
}

/** @returns {ClockSettings} what a worker needs to keep the same time */
export function clockSettings() {
  return { ...settings, ahead };
}

/** @param {ClockSettings} other the page's settings */
export function setClock(other) {
  settings = other;
  ahead = other.ahead;
}

/** @returns {number} the time now, in milliseconds since the epoch */
export function now() {
  return settings.anchor + (real() - settings.anchor) * settings.speed;
}

/**
 * @param {number} at a time by this clock
 * @returns {number} how many real milliseconds are left until then; never less than 0
 */
export function until(at) {
  return Math.min(Math.max(0, (at - now()) / settings.speed), LONGEST_TIMEOUT);
}

/**
 * @param {number} at a time by this clock
 * @returns {number} minutes east of UTC of the reader's clock at that time
 */
export function zoneAt(at) {
  return -new Date(at).getTimezoneOffset() || 0; // Not -0.
}

/**
 * @param {number} milliseconds by this clock
 * @returns {number} how many real seconds that is
 */
export function realSeconds(milliseconds) {
  return milliseconds / settings.speed / 1000;
}

if (globalThis.neutralSpineClock) globalThis.neutralSpineClock.now = now;
