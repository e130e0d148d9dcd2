// Tones and recorded words on the audio clock, which keeps time even where the page's own timers do not, and the care that phones need:
// sound is unlocked in a tap, an interruption is waited out, and an audio clock that stands still is replaced.

/** @import { Clip } from "./sprites.js" */

import { realSeconds } from "../clock.js";
import { unlockMedia } from "./media.js";
import { SoundClock } from "./sound-clock.js";
import { unlockSpeech } from "./speak.js";
import { planClip } from "./sprites.js";
import { isTone, planTone } from "./tones.js";

const FADE = 0.012; // seconds; a tone that is taken back while it sounds must not click
/** Milliseconds between two looks at the audio clock while something is to sound. Looks must fall all over a buffer. */
const LOOK = 270;
/** Milliseconds after which an audio clock that says "running" and has not moved is taken to be frozen. */
const FROZEN = 900;

/** @type {AudioContext | null} */
let context = null;
let clock = new SoundClock();
let spoken = false;
/** @type {Set<() => void>} */
const onRunning = new Set();
/** @type {Set<() => void>} */
const onLook = new Set();

/** @type {ReturnType<typeof setInterval> | undefined} */
let watch;
/** When the audio clock was last seen to move: its own time in seconds, and the page's in milliseconds. */
let seen = { time: -1, at: 0 };

/**
 * Makes sound possible. Browsers allow that only inside a tap, before anything asynchronous: so every tap and every key
 * that reaches an element with sound comes here first.
 */
export function unlockSound() {
  if (!spoken) unlockSpeech();
  spoken = true;
  unlockMedia();
  prepareSound();
  goOn();
}

/** Makes the audio clock, which sounds only after a tap. In Safari it pauses no music (`unlockMedia`). */
export function prepareSound() {
  if (context) return;
  if (navigator.audioSession?.type === "auto") navigator.audioSession.type = "ambient";
  open();
}

/**
 * "playback" is heard while the ring switch is on silent, but may pause the music that the reader listens to; "ambient"
 * plays beside it. Only Safari asks.
 * @param {boolean} silentSwitch
 */
export function hearOnSilent(silentSwitch) {
  const type = silentSwitch ? "playback" : "ambient";
  if (navigator.audioSession && navigator.audioSession.type !== type) navigator.audioSession.type = type;
}

function open() {
  if (!("AudioContext" in globalThis)) return;
  const audio = new AudioContext();
  context = audio;
  clock = new SoundClock();
  seen = { time: -1, at: 0 };
  audio.addEventListener("statechange", () => {
    if (audio !== context) return;
    if (audio.state === "running") tellRunning();
    else goOn(); // After a call, iOS leaves the sound off until it is asked for.
  });
}

function tellRunning() {
  for (const listener of onRunning) listener();
}

/** Asks for sound wherever it is off; during a call ("interrupted") the browser refuses, and it is asked again later. */
function goOn() {
  const state = context?.state;
  if (state !== "running" && state !== "closed" && !document.hidden) context?.resume().catch(() => {});
}

/**
 * Looks after the audio clock while something is to sound.
 * @param {boolean} wanted
 */
export function watchSound(wanted) {
  if (wanted === (watch !== undefined)) return;
  clearInterval(watch);
  watch = wanted ? setInterval(look, LOOK) : undefined;
  seen = { time: -1, at: 0 };
}

/**
 * After a change of tabs some browsers say "running" while the audio clock stands still, for good: then a new one is
 * opened. `statechange` of the new one leads to new plans for all tones.
 */
function look() {
  if (!context || context.state === "closed") return;
  if (context.state !== "running") {
    seen = { time: -1, at: 0 };
    goOn();
    return;
  }
  const [time, at] = [context.currentTime, performance.now()];
  if (time !== seen.time) {
    seen = { time, at };
    for (const listener of onLook) listener();
    return;
  }
  if (at - seen.at < FROZEN) return;
  const frozen = context;
  open();
  frozen.close().catch(() => {});
  goOn();
  // Where sound needs no leave, the new one runs from its start and tells no change.
  if (context.state === "running") tellRunning();
}

/**
 * After an interruption (a call, a sleeping screen) the audio clock has stood still: what was planned on it must be
 * planned anew.
 * @param {() => void} listener
 */
export function whenSoundRuns(listener) {
  onRunning.add(listener);
}

/** @param {() => void} listener is told whenever the audio clock was looked at, so that it may be better known */
export function whenSoundIsLookedAt(listener) {
  onLook.add(listener);
}

/** @returns {number | null} the sound's own time in seconds; null where there is no sound */
export function soundTime() {
  return context?.state === "running" ? clock.time(context) : null;
}

/**
 * Plays a tone, and clips after it.
 * @param {string | undefined} tone
 * @param {readonly Clip[]} clips
 * @param {number} delay seconds from now
 * @param {boolean} strong
 * @returns {(() => void) | null} takes them back; null where there is no sound
 */
export function playSound(tone, clips, delay, strong = false) {
  const time = soundTime();
  if (!context || time === null) return null;
  const audio = context;
  const volume = new GainNode(audio);
  volume.connect(audio.destination);
  const start = time + delay;
  const playing = [
    ...(tone && isTone(tone) ? planTone(audio, volume, tone, Math.max(start, audio.currentTime), strong) : []),
    ...clips.map((clip) => planClip(audio, volume, clip, Math.max(0, start + realSeconds(clip[0])))),
  ];
  return () => {
    volume.gain.setTargetAtTime(0, audio.currentTime, FADE);
    for (const node of playing) node?.stop(audio.currentTime + 6 * FADE);
  };
}

document.addEventListener("visibilitychange", () => {
  if (spoken) goOn();
  if (watch !== undefined && !document.hidden) look();
});
// A new audio clock, or one that a call has halted, may wait for a tap; any will do.
for (const type of ["pointerup", "keydown"]) {
  document.addEventListener(type, () => watch !== undefined && goOn(), { capture: true, passive: true });
}
