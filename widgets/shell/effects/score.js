// Plays a score: schedules tones and recorded words on the audio clock (`tone-plan.js`), vibrates and flashes when it is due,
// and lets the device's voice say what is not recorded, or all where no recording can be heard.
// In listen mode a sound file replaces tones and words as soon as it plays.

/** @import { Cue, Part, Sound } from "../types.js" */

import { now, realSeconds, until } from "../clock.js";
import { isSlow } from "../line.js";
import { announce } from "./announce.js";
import { flash } from "./flash.js";
import { listen, stopListening } from "./listen.js";
import { halt, playNothing, showGoing, showNothing, showOn, showPart } from "./media.js";
import { hearOnSilent, playSound, soundTime, unlockSound, watchSound, whenSoundIsLookedAt, whenSoundRuns } from "./sound.js";
import { speak, stopSpeaking } from "./speak.js";
import { areComing, areThere, clipsOf, fetchSprites, isRecorded, whenSpritesCome } from "./sprites.js";
import { LATE, sameFrom, stillToCome, TonePlan } from "./tone-plan.js";

/** Milliseconds between two extensions of a tone plan, which reaches three times as far. */
const RENEW = 60_000;
/** Milliseconds after the last cue until the lock screen and the sound are released. */
const AFTER_THE_LAST = 4000;
/** Milliseconds that words may wait for their recording, where nothing else is due. Then the device's voice says them. */
const PATIENCE = 4000;

/**
 * @typedef {object} Playing
 * @property {readonly Cue[]} cues
 * @property {Sound} sound
 * @property {HTMLElement} host
 * @property {boolean} heard whether a sound file plays tones and words
 * @property {number} done index of the first cue that is not due yet
 * @property {TonePlan} tones
 * @property {ReturnType<typeof setTimeout> | undefined} next
 * @property {Set<Cue>} spoken cues whose words are scheduled on the audio clock
 * @property {Cue | null} late the cue whose words wait for their recording
 * @property {Set<ReturnType<typeof setTimeout>>} words what the device's voice is to say soon
 * @property {ReturnType<typeof setTimeout> | undefined} renewal
 * @property {ReturnType<typeof setTimeout> | undefined} fetching until its recordings are asked for
 */

/** @type {Map<HTMLElement, Playing>} */
const scores = new Map();

/** @type {HTMLElement | null} the element that lock screens and headsets control */
let steered = null;

/**
 * @typedef {{cues: Cue[], sound: Sound, parts: Part[], voice_from?: number}} Score `voice_from`: page time from which on
 *   recordings may be fetched over a slow line
 */

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
function play({ cues, sound, parts, voice_from: from = 0 }, host) {
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
    tones: new TonePlan(coming, { now, until, soundTime, play: (cue, delay) => playCue(playing, cue, delay) }),
    next: undefined, spoken: new Set(), late: null, words: new Set(), renewal: undefined, fetching: undefined,
  };
  scores.set(host, playing);
  const fetchVoice = () => void fetchSprites(coming.map((cue) => clipsToPlay(playing, cue)));
  // Until then the device's voice speaks.
  if (from > now() && isSlow()) playing.fetching = setTimeout(fetchVoice, until(from));
  else fetchVoice();
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
  dropWords(playing);
  clearTimeout(playing.renewal);
  clearTimeout(playing.fetching);
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
      dropWords(playing);
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
      dropWords(playing);
      say(playing, cue, playing.cues[playing.done]);
    }
    follow(playing);
  }, until(cue.at));
}

/**
 * Schedules a cue on the audio clock: its tone, and its words as far as they are recorded and there.
 * @param {Playing} playing
 * @param {Cue} cue
 * @param {number} delay seconds
 */
function playCue(playing, cue, delay) {
  const clips = areThere(cue.said) ? clipsToPlay(playing, cue) : [];
  const cancel = playSound(cue.tone, clips, delay, playing.sound.strong);
  if (!cancel) return null;
  if (clips.length) playing.spoken.add(cue);
  return () => {
    playing.spoken.delete(cue);
    cancel();
  };
}

/**
 * @param {Playing} playing
 * @param {Cue} cue
 */
function clipsToPlay(playing, cue) {
  return cue.speak && isRecorded(playing.sound) ? clipsOf(cue.said) : [];
}

/**
 * Lets the device say a cue's words, as far as they do not come from the audio clock or a sound file by then.
 * @param {Playing} playing
 * @param {Cue} cue
 * @param {Cue | undefined} following
 */
function say(playing, cue, following) {
  const { said = [], speak: text } = cue;
  if (!text) return;
  const sounds = () => playing.spoken.has(cue) || (playing.heard && areThere(said));
  for (const [after, words, ...clip] of said) {
    if (!clip.length) later(playing, cue.at + after, () => sounds() && speakOrAnnounce(playing, words));
  }
  const clips = clipsToPlay(playing, cue);
  playing.late = clips.length ? cue : null;
  const first = cue.at + (said[0]?.[0] ?? 0);
  later(playing, first, () => {
    if (sounds()) return;
    const [after = 0, , , length = 0] = clips.at(-1) ?? [];
    const spare = Math.min(PATIENCE, (following?.at ?? Infinity) - cue.at - after - length);
    const waits = clips.length && spare > 0 && soundTime() !== null && areComing(said) && !areThere(said);
    if (waits) later(playing, first + spare, () => sounds() || speakOrAnnounce(playing, text));
    else speakOrAnnounce(playing, text);
  });
}

/**
 * @param {Playing} playing
 * @param {number} at page time
 * @param {() => void} then
 */
function later(playing, at, then) {
  const timer = setTimeout(() => {
    playing.words.delete(timer);
    then();
  }, until(at));
  playing.words.add(timer);
}

/**
 * Without a voice of the device the words become an announcement for screen readers.
 * @param {Playing} playing
 * @param {string} text
 */
function speakOrAnnounce(playing, text) {
  playing.late = null;
  if (!speak(text, playing.sound.voice_name)) announce({ text });
}

/** @param {Playing} playing */
function dropWords(playing) {
  for (const timer of playing.words) clearTimeout(timer);
  playing.words.clear();
  playing.late = null;
}

/**
 * Plays words that have waited for their recording.
 * @param {Playing} playing
 */
function catchUp(playing) {
  const cue = playing.late;
  if (!cue || playing.heard || playing.spoken.has(cue) || !areThere(cue.said)) return;
  const first = realSeconds(cue.said?.[0]?.[0] ?? 0);
  const delay = Math.max(realSeconds(cue.at - now()), -first);
  if (playSound(undefined, clipsToPlay(playing, cue), delay, false)) playing.spoken.add(cue);
}

whenSoundIsLookedAt(() => {
  for (const playing of scores.values()) {
    const after = playing.tones.outdatedAfter();
    if (after !== null) planAgain(playing, after);
  }
});
whenSpritesCome(() => {
  for (const playing of scores.values()) {
    catchUp(playing);
    planAgain(playing, now());
  }
});
whenSoundRuns(() => {
  for (const playing of scores.values()) {
    // Tones scheduled before now were heard. Tones not scheduled yet may still sound a little late: the first one waits
    // for the sound that its own tap switches on.
    planAgain(playing, now());
  }
});
