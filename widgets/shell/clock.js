// The one clock of page and worker, in milliseconds since the epoch. Nothing else here reads the time.
//
// It counts by `performance.now()`, which no one can set. That one stands still on some systems while they sleep, so where
// the device's clock is ahead of it by more than a quarter of a second, either the device slept, and this clock follows, or
// somebody set the device's clock forward, and it must not: a session would jump over its exercises. The two readings alone
// cannot tell. What can: while something is counted the page keeps the screen on (`holdSteady`), and a device whose page was
// in sight all the time has not slept. It never goes back with the device's clock: a timer would stand still.
//
// The page's clock is the master. The worker cannot see whether the page was in sight: it counts on until it is told.
//
// For tests time can be made to run faster: set `globalThis.neutralSpineClock = {speed: 20}` before the shell loads.
// The page hands its settings to the worker, so both keep the same time. A test then finds this clock's time there too,
// as `neutralSpineClock.now()`.

/** @import { ClockSettings } from "./types.js" */

const APART = 250;
const LONGEST_TIMEOUT = 2 ** 31 - 1;
/** Milliseconds that an event may have waited. If it seems to be more, its time is not by the page's counter: it counts as now. */
const LONGEST_WAIT = 1000;

const isPage = "document" in globalThis;

let offset = performance.timeOrigin;
/** Milliseconds by which this clock is ahead of the device's; less than 0 where it is behind. */
let apart = 0;
/** Whether something is counted, so that the page keeps the screen on. */
let steady = false;
/** Whether the page was out of sight since the last reading. */
let wasHidden = false;
/** @type {Set<(by: number) => void>} */
const changed = new Set();

/** @type {ClockSettings} */
let settings = { speed: globalThis.neutralSpineClock?.speed ?? 1, anchor: real(), apart };

/** @returns {number} */
function real() {
  const counted = offset + performance.now();
  if (!isPage) return counted;
  const jump = Date.now() + apart - counted;
  const mayHaveSlept = !steady || wasHidden || document.hidden;
  wasHidden = document.hidden;
  if (Math.abs(jump) <= APART) return counted;
  if (jump < 0 || !mayHaveSlept) {
    apart -= jump;
    return counted;
  }
  shiftClock(jump);
  return offset + performance.now();
}

/** @param {number} by real milliseconds to go forward by */
export function shiftClock(by) {
  offset += by;
  queueMicrotask(() => {
    for (const listener of changed) listener(by);
  });
}

/**
 * Says that something is counted, and the screen kept on, or no more. Then this clock follows the device's again.
 * @param {boolean} on
 */
export function holdSteady(on) {
  real(); // What has happened so far belongs to the state before.
  steady = on;
  if (on || apart >= 0) return;
  const behind = -apart;
  apart = 0;
  shiftClock(behind);
}

/** @param {(by: number) => void} listener is told by how many real milliseconds this clock has gone forward at once */
export function whenClockShifts(listener) {
  changed.add(listener);
}

/** @returns {ClockSettings} what a worker needs to keep the same time */
export function clockSettings() {
  real();
  return { ...settings, apart };
}

/** @param {ClockSettings} other the page's settings */
export function setClock(other) {
  settings = other;
  apart = other.apart;
  offset = Date.now() + apart - performance.now();
}

/** @returns {number} the time now, in milliseconds since the epoch */
export function now() {
  return settings.anchor + (real() - settings.anchor) * settings.speed;
}

/**
 * @param {number} stamp the time of an event, by the page's counter
 * @returns {number} when it happened, in milliseconds since the epoch: a busy page hears of a tap a little later
 */
export function timeOf(stamp) {
  const ago = performance.now() - stamp;
  // Not times the speed: where a test hurries, a busy machine would jump over phases.
  return now() - (ago > 0 && ago < LONGEST_WAIT ? ago : 0);
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

if (isPage) {
  document.addEventListener("visibilitychange", () => {
    wasHidden = true;
    real();
  });
}
if (globalThis.neutralSpineClock) globalThis.neutralSpineClock.now = now;
