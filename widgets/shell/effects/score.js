// Plays a score: schedules tones on the audio clock (`tone-plan.js`), and says words, vibrates and flashes when each is due.
// In listen mode a sound file replaces tones and words as soon as it plays.

/** @import { Cue, Part, Sound } from "../types.js" */

import { now, until } from "../clock.js";
import { announce } from "./announce.js";
import { flash } from "./flash.js";
import { listen, stopListening } from "./listen.js";
import { halt, playNothing, showGoing, showNothing, showOn, showPart } from "./media.js";
import { hearOnSilent, playTone, soundTime, unlockSound, watchSound, whenSoundIsLookedAt, whenSoundRuns } from "./sound.js";
import { speak, stopSpeaking } from "./speak.js";
import { LATE, sameFrom, stillToCome, TonePlan } from "./tone-plan.js";

/** Milliseconds between two extensions of a tone plan, which reaches three times as far. */
const RENEW = 60_000;
/** Milliseconds after the last cue until the lock screen and the sound are released. */
const AFTER_THE_LAST = 4000;
/** Milliseconds from a tone to its word: words over a tone are hard to understand. */
const WORD_AFTER_TONE = 300;

/**
 * @typedef {object} Playing
 * @property {readonly Cue[]} cues
 * @property {Sound} sound
 * @property {HTMLElement} host
 * @property {boolean} heard whether a sound file plays tones and words
 * @property {number} done index of the first cue that is not due yet
 * @property {TonePlan} tones
 * @property {ReturnType<typeof setTimeout> | undefined} next
 * @property {ReturnType<typeof setTimeout> | undefined} word
 * @property {ReturnType<typeof setTimeout> | undefined} renewal
 */

/** @type {Map<HTMLElement, Playing>} */
const scores = new Map();

/** @type {HTMLElement | null} the element that lock screens and headsets control */
let steered = null;

/** @typedef {{cues: Cue[], sound: Sound, parts: Part[]}} Score */

/** @type {Map<HTMLElement, Score>} scores that the next task plays */
const waiting = new Map();
const afterThis = new MessageChannel(); // A timer of a hidden page would wait for a second.
afterThis.port1.onmessage = () => {
  for (const [host, effect] of waiting) {
    waiting.delete(host);
    play(effect, host);
  }
};

/**
 * Replaces the score of an element. One without cues but with a part is paused. The page changes first: to schedule
 * hundreds of tones takes longer than to show the phase that they begin with.
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
  const before = scores.get(host);
  if (before && goesOn(before, cues, sound, now())) return;
  silence(host);
  const coming = stillToCome(cues, now());
  steer(host, sound, parts, coming.length > 0);
  if (!coming.length) return;
  hearOnSilent(sound.silent_switch || sound.listen);
  /** @type {Playing} */
  const playing = {
    cues: coming, sound, host, heard: false, done: 0,
    tones: new TonePlan(coming, { now, until, soundTime, play: (tone, delay) => playTone(tone, delay, sound.strong) }),
    next: undefined, word: undefined, renewal: undefined,
  };
  scores.set(host, playing);
  watchSound(true);
  plan(playing);
  follow(playing);
  if (sound.listen) hear(playing, parts);
}

/**
 * Whether an element plays the same from now on: then nothing is stopped, and no cue of the last moment comes again.
 * @param {Playing} playing
 * @param {readonly Cue[]} cues
 * @param {Sound} sound
 * @param {number} time
 */
function goesOn(playing, cues, sound, time) {
  return JSON.stringify(playing.sound) === JSON.stringify(sound) && sameFrom(time, playing.cues, cues);
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
  playing.tones.cancel();
  stopSpeaking();
}

/**
 * Stops all sound of an element, and clears the lock screen.
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
 * Lets lock screens and headsets control the element, if the reader gave it the phone's sound.
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
 * Plays the score as sound files. The tones are scheduled as usual until the first file plays.
 * @param {Playing} playing
 * @param {readonly Part[]} parts
 */
function hear(playing, parts) {
  const current = () => scores.get(playing.host) === playing;
  listen(playing.cues, parts, playing.sound, {
    plays() {
      if (!current() || playing.heard) return;
      playing.heard = true;
      playing.tones.cancel();
      clearTimeout(playing.word);
      stopSpeaking();
    },
    stopped() {
      if (!current()) return;
      playing.heard = false;
      planAgain(playing, now());
    },
    part(part) {
      if (current() && steered === playing.host) showPart(part);
    },
  }).catch((error) => console.warn("listen mode:", error));
}

/**
 * Schedules tones ahead, now and again until all are scheduled.
 * @param {Playing} playing
 */
function plan(playing) {
  if (playing.heard) return;
  const more = playing.tones.extend();
  clearTimeout(playing.renewal);
  if (more) playing.renewal = setTimeout(() => plan(playing), RENEW);
}

/**
 * Schedules the tones after a moment again.
 * @param {Playing} playing
 * @param {number} after page time
 */
function planAgain(playing, after) {
  playing.tones.cancelAfter(after);
  plan(playing);
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
 * Speaks a text; without a voice it becomes an announcement for screen readers.
 * @param {string} text
 * @param {string | null} voice
 */
function say(text, voice) {
  if (!speak(text, voice)) announce({ text });
}

whenSoundIsLookedAt(() => {
  for (const playing of scores.values()) {
    const after = playing.tones.outdatedAfter();
    if (after !== null) planAgain(playing, after);
  }
});
whenSoundRuns(() => {
  for (const playing of scores.values()) {
    // Tones scheduled before now were heard. Tones not scheduled yet may still sound a little late: the first one waits
    // for the sound that its own tap switches on.
    planAgain(playing, now());
  }
});
