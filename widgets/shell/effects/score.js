// Plays a score: tones ahead of time on the audio clock, words, vibration and flashes each at its moment. In listen mode
// a sound file takes over tones and words as soon as it plays.

/** @import { Cue, Part, Sound } from "../types.js" */

import { now, until } from "../clock.js";
import { announce } from "./announce.js";
import { flash } from "./flash.js";
import { listen, stopListening } from "./listen.js";
import { halt, playNothing, showGoing, showNothing, showOn, showPart } from "./media.js";
import { hearOnSilent, playTone, soundTime, unlockSound, watchSound, whenSoundIsLookedAt, whenSoundRuns } from "./sound.js";
import { speak, stopSpeaking } from "./speak.js";

/** Tones are planned this many real milliseconds ahead, and the plan is renewed well before: a hidden page's timers fire only once a minute. */
const AHEAD = 180_000;
const RENEW = 60_000;
/** Milliseconds after which a cue that could not come in time is left out. */
const LATE = 1500;
/** Milliseconds by which the sound's clock and ours may part: more means that it stood still, with the page or the device. */
const APART = 200;
/** Milliseconds by which tones are set right that are still to come. */
const KNOWN_BETTER = 4;
/** Milliseconds within which a tone is left as it was planned. */
const SOON = 100;
/** Milliseconds after the last cue until the lock screen and the sound are given back. */
const AFTER_THE_LAST = 4000;
const FAR = 24 * 60 * 60 * 1000;
/** Milliseconds from a tone to its word: the two together are hard to understand. */
const WORD_AFTER_TONE = 300;

/**
 * @typedef {object} Playing
 * @property {readonly Cue[]} cues
 * @property {Sound} sound
 * @property {HTMLElement} host
 * @property {boolean} heard whether a sound file plays tones and words
 * @property {number} planned index of the first cue whose tone is not planned yet
 * @property {number} done index of the first cue that has not come
 * @property {{at: number, takeBack: () => void}[]} tones those that are planned
 * @property {number | null} far where a moment far ahead lay on the sound's clock when the tones were planned
 * @property {ReturnType<typeof setTimeout> | undefined} next
 * @property {ReturnType<typeof setTimeout> | undefined} word
 * @property {ReturnType<typeof setTimeout> | undefined} renewal
 */

/** @type {Map<HTMLElement, Playing>} */
const scores = new Map();

/** @type {HTMLElement | null} the element that lock screens and headsets steer */
let steered = null;

/** @typedef {{cues: Cue[], sound: Sound, parts: Part[]}} Score */

/** @type {Map<HTMLElement, Score>} what is to be played from the next task on */
const waiting = new Map();
const afterThis = new MessageChannel(); // No timer: those of a hidden page wait for a second.
afterThis.port1.onmessage = () => {
  for (const [host, effect] of waiting) {
    waiting.delete(host);
    play(effect, host);
  }
};

/**
 * Replaces what is still to come for an element. One without cues but with a part stands still. The page is changed
 * first: to plan hundreds of tones takes longer than to show the phase that they begin with.
 * @param {Score} effect
 * @param {HTMLElement} host
 */
export function score(effect, host) {
  waiting.set(host, effect);
  afterThis.port2.postMessage(null);
}

/**
 * @param {Score} effect
 * @param {HTMLElement} host
 */
function play({ cues, sound, parts }, host) {
  silence(host);
  const coming = cues.filter((cue) => cue.at >= now() - LATE).sort((a, b) => a.at - b.at);
  steer(host, sound, parts, coming.length > 0);
  if (!coming.length) return;
  hearOnSilent(sound.silent_switch || sound.listen);
  /** @type {Playing} */
  const playing = {
    cues: coming, sound, host, heard: false, planned: 0, done: 0, tones: [], far: null,
    next: undefined, word: undefined, renewal: undefined,
  };
  scores.set(host, playing);
  watchSound(true);
  plan(playing);
  follow(playing);
  if (sound.listen) hear(playing, parts);
}

/** @param {HTMLElement} host */
function silence(host) {
  if (steered === host) stopListening();
  const playing = scores.get(host);
  if (!playing) return;
  scores.delete(host);
  watchSound(scores.size > 0);
  clearTimeout(playing.next);
  clearTimeout(playing.word);
  clearTimeout(playing.renewal);
  for (const { takeBack } of playing.tones) takeBack();
  stopSpeaking();
}

/**
 * Ends all that an element sounds, and its place on the lock screen.
 * @param {HTMLElement} host
 */
export function fallSilent(host) {
  waiting.delete(host);
  silence(host);
  if (steered !== host) return;
  steered = null;
  halt();
  showNothing();
}

/**
 * Lets lock screens and headsets steer the element, where the reader gave it the phone's sound.
 * @param {HTMLElement} host
 * @param {Sound} sound
 * @param {Part[]} parts
 * @param {boolean} going
 */
function steer(host, sound, parts, going) {
  const [part] = parts;
  if (!part || !(sound.silent_switch || sound.listen)) {
    if (going || steered === host) fallSilent(steered ?? host);
    return;
  }
  steered = host;
  showOn(part, (name) => {
    unlockSound(); // A media key is as good as a tap.
    host.dispatchEvent(new CustomEvent("ns-steer", { detail: name }));
  });
  showGoing(going);
  if (going && !sound.listen) playNothing();
  if (!going) halt();
}

/**
 * Has the score played as sound files; until the first one plays, and if none does, the tones come as always.
 * @param {Playing} playing
 * @param {readonly Part[]} parts
 */
function hear(playing, parts) {
  const current = () => scores.get(playing.host) === playing;
  listen(playing.cues, parts, playing.sound, {
    plays() {
      if (!current() || playing.heard) return;
      playing.heard = true;
      for (const { takeBack } of playing.tones.splice(0)) takeBack();
      clearTimeout(playing.word);
      stopSpeaking();
    },
    stopped() {
      if (!current()) return;
      playing.heard = false;
      planAnew(playing, now());
    },
    part(part) {
      if (current() && steered === playing.host) showPart(part);
    },
  }).catch((error) => console.warn("listen mode:", error));
}

/** @param {Playing} playing */
function plan(playing) {
  if (playing.heard) return;
  for (; playing.planned < playing.cues.length; playing.planned += 1) {
    const cue = /** @type {Cue} */ (playing.cues[playing.planned]);
    const delay = until(cue.at);
    if (delay > AHEAD) break;
    if (!cue.tone || cue.at < now() - LATE) continue;
    const takeBack = playTone(cue.tone, delay / 1000, playing.sound.strong);
    if (!takeBack) break; // No sound yet: `whenSoundRuns` comes back here.
    playing.tones.push({ at: cue.at, takeBack });
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
  for (const { at, takeBack } of playing.tones) if (at > after) takeBack();
  playing.tones = playing.tones.filter(({ at }) => at <= after);
  const first = playing.cues.findIndex((cue) => cue.at > after);
  if (first !== -1) playing.planned = Math.min(playing.planned, first);
  playing.far = null;
  plan(playing);
}

/**
 * Plans the tones to come anew where the sound's clock is not where it was taken to be. By much: it stood still, since the
 * page was put away and brought back, or the device slept; no browser says so, and all tones would be late by that time.
 * By little: it is better known now than when they were planned.
 * @param {Playing} playing
 */
function setRight(playing) {
  const far = farOnSoundsClock(playing);
  if (far === null || playing.far === null) return;
  const apart = Math.abs(far - playing.far);
  if (apart > APART) planAnew(playing, now() - LATE / 2);
  else if (apart > KNOWN_BETTER) planAnew(playing, now() + SOON);
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
  if (!cue) {
    playing.next = setTimeout(() => fallSilent(playing.host), AFTER_THE_LAST);
    return;
  }
  playing.next = setTimeout(() => {
    playing.done += 1;
    if (now() - cue.at <= LATE) {
      if (cue.vibrate?.length) navigator.vibrate?.(cue.vibrate);
      if (cue.tone && playing.sound.flash) flash(playing.host);
      const { speak: text } = cue;
      clearTimeout(playing.word);
      if (text && !playing.heard) {
        playing.word = setTimeout(() => say(text, playing.sound.voice_name), cue.tone ? WORD_AFTER_TONE : 0);
      }
    }
    follow(playing);
  }, until(cue.at));
}

/**
 * Says it; where no voice does, a screen reader can.
 * @param {string} text
 * @param {string | null} voice
 */
function say(text, voice) {
  if (!speak(text, voice)) announce({ text });
}

whenSoundIsLookedAt(() => {
  for (const playing of scores.values()) setRight(playing);
});
whenSoundRuns(() => {
  for (const playing of scores.values()) {
    // What was planned and has passed was heard; what was not planned yet may still come a little late: the first tone
    // of all waits for the sound that its own tap switches on.
    planAnew(playing, now());
  }
});
