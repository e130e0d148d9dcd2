// Plays a score: tones ahead of time on the audio clock, words and vibration each at its moment.

/** @import { Cue } from "../types.js" */

import { now, until } from "../clock.js";
import { announce } from "./announce.js";
import { playTone, soundTime, whenSoundRuns } from "./sound.js";
import { speak, stopSpeaking } from "./speak.js";

/** Tones are planned this many real milliseconds ahead, and the plan is renewed well before: a hidden page's timers fire only once a minute. */
const AHEAD = 180_000;
const RENEW = 60_000;
/** Milliseconds after which a cue that could not come in time is left out. */
const LATE = 1500;
/** Milliseconds by which the sound's clock and ours may part: more means that it stood still, with the page or the device. */
const APART = 200;
const FAR = 24 * 60 * 60 * 1000;
/** Milliseconds from a tone to its word: the two together are hard to understand. */
const WORD_AFTER_TONE = 300;

/**
 * @typedef {object} Playing
 * @property {readonly Cue[]} cues
 * @property {number} planned index of the first cue whose tone is not planned yet
 * @property {number} done index of the first cue that has not come
 * @property {(() => void)[]} tones take the planned tones back
 * @property {number | null} far where a moment far ahead lay on the sound's clock when the tones were planned
 * @property {ReturnType<typeof setTimeout> | undefined} next
 * @property {ReturnType<typeof setTimeout> | undefined} word
 * @property {ReturnType<typeof setTimeout> | undefined} renewal
 */

/** @type {Map<HTMLElement, Playing>} */
const scores = new Map();

/**
 * Replaces what is still to come for an element.
 * @param {{cues: Cue[]}} effect
 * @param {HTMLElement} host
 */
export function score({ cues }, host) {
  silence(host);
  const coming = cues.filter((cue) => cue.at >= now() - LATE).sort((a, b) => a.at - b.at);
  if (!coming.length) return;
  /** @type {Playing} */
  const playing = { cues: coming, planned: 0, done: 0, tones: [], far: null, next: undefined, word: undefined, renewal: undefined };
  scores.set(host, playing);
  plan(playing);
  follow(playing);
}

/** @param {HTMLElement} host */
export function silence(host) {
  const playing = scores.get(host);
  if (!playing) return;
  scores.delete(host);
  clearTimeout(playing.next);
  clearTimeout(playing.word);
  clearTimeout(playing.renewal);
  for (const takeBack of playing.tones) takeBack();
  stopSpeaking();
}

/** @param {Playing} playing */
function plan(playing) {
  for (; playing.planned < playing.cues.length; playing.planned += 1) {
    const cue = /** @type {Cue} */ (playing.cues[playing.planned]);
    const delay = until(cue.at);
    if (delay > AHEAD) break;
    if (!cue.tone || cue.at < now() - LATE) continue;
    const takeBack = playTone(cue.tone, delay / 1000);
    if (!takeBack) break; // No sound yet: `whenSoundRuns` comes back here.
    playing.tones.push(takeBack);
    playing.far ??= farOnSoundsClock(playing);
  }
  clearTimeout(playing.renewal);
  if (playing.planned < playing.cues.length) playing.renewal = setTimeout(() => plan(playing), RENEW);
}

/**
 * Takes back what is planned, and plans what comes after a moment.
 * @param {Playing} playing
 * @param {number} after by our clock
 */
function planAnew(playing, after) {
  for (const takeBack of playing.tones.splice(0)) takeBack();
  const next = playing.cues.findIndex((cue) => cue.at > after);
  if (next !== -1) playing.planned = Math.min(playing.planned, next);
  playing.far = null;
  plan(playing);
}

/**
 * Whether the sound's clock stood still after the tones were planned: the page was put away and brought back, or the
 * device slept. No browser says so, and all tones to come would be late by that time.
 * @param {Playing} playing
 */
function soundStoodStill(playing) {
  const far = farOnSoundsClock(playing);
  return far !== null && playing.far !== null && Math.abs(far - playing.far) > APART;
}

/**
 * Where a moment far ahead lies on the sound's clock: the same whenever it is asked, as long as both clocks go on.
 * @param {Playing} playing
 * @returns {number | null} milliseconds; null where there is no sound
 */
function farOnSoundsClock({ cues: [first] }) {
  const time = soundTime();
  return time === null || !first ? null : time * 1000 + until(first.at + FAR);
}

/** @param {Playing} playing */
function follow(playing) {
  const cue = playing.cues[playing.done];
  if (!cue) return;
  playing.next = setTimeout(() => {
    if (soundStoodStill(playing)) planAnew(playing, now() - LATE / 2); // This cue is due just now.
    playing.done += 1;
    if (now() - cue.at <= LATE) {
      if (cue.vibrate?.length) navigator.vibrate?.(cue.vibrate);
      const { speak: text } = cue;
      clearTimeout(playing.word);
      if (text) playing.word = setTimeout(() => say(text), cue.tone ? WORD_AFTER_TONE : 0);
    }
    follow(playing);
  }, until(cue.at));
}

/**
 * Says it; where no voice does, a screen reader can.
 * @param {string} text
 */
function say(text) {
  if (!speak(text)) announce({ text });
}

whenSoundRuns(() => {
  for (const playing of scores.values()) {
    // What was planned and has passed was heard; what was not planned yet may still come a little late: the first tone
    // of all waits for the sound that its own tap switches on.
    planAnew(playing, now());
  }
});
