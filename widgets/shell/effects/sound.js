// Soft tones on the audio clock, which keeps time even where the page's own timers do not.

import { unlockSpeech } from "./speak.js";

/**
 * Each tone: its notes as [seconds after its start, pitch in Hz, seconds it rings]. Rising means work, falling means
 * let go; a tone can be told from every other by the number and the direction of its notes.
 * @type {Record<string, [number, number, number][]>}
 */
const TONES = {
  ready: [[0, 440, 0.35]],
  count: [[0, 659.3, 0.09]],
  hold: [[0, 523.3, 0.18], [0.14, 784, 0.5]],
  release: [[0, 784, 0.18], [0.14, 523.3, 0.5]],
  change: [[0, 523.3, 0.14], [0.16, 659.3, 0.14], [0.32, 523.3, 0.4]],
  rest: [[0, 392, 0.3], [0.28, 293.7, 0.8]],
  finish: [[0, 523.3, 0.2], [0.18, 659.3, 0.2], [0.36, 784, 0.2], [0.54, 1046.5, 1]],
};
const LOUDNESS = 0.3;
const ATTACK = 0.015; // seconds; shorter clicks

/** @type {AudioContext | null} */
let context = null;
let spoken = false;
/** @type {Set<() => void>} */
const onRunning = new Set();

/** Makes sound possible. Browsers allow that only inside a tap, before anything asynchronous. */
export function unlockSound() {
  if (!spoken) unlockSpeech();
  spoken = true;
  // Heard with the ring switch off, as a timer should be.
  if (navigator.audioSession) navigator.audioSession.type = "playback";
  if (!context && "AudioContext" in globalThis) {
    context = new AudioContext();
    context.addEventListener("statechange", () => {
      if (context?.state === "running") for (const listener of onRunning) listener();
    });
  }
  if (context && context.state !== "running") context.resume().catch(() => {});
}

/**
 * After an interruption (a call, a sleeping screen) the audio clock has stood still: what was planned on it must be
 * planned anew.
 * @param {() => void} listener
 */
export function whenSoundRuns(listener) {
  onRunning.add(listener);
}

/**
 * @param {string} name
 * @param {number} delay seconds from now
 * @returns {(() => void) | null} takes the tone back; null where there is no sound
 */
export function playTone(name, delay) {
  const notes = TONES[name];
  if (!context || context.state !== "running" || !notes) return null;
  const audio = context;
  const playing = notes.map((note) => playNote(audio, audio.currentTime + delay, note));
  return () => {
    for (const oscillator of playing) oscillator.stop();
  };
}

/**
 * @param {AudioContext} audio
 * @param {number} start on the audio clock
 * @param {[number, number, number]} note
 */
function playNote(audio, start, [after, pitch, length]) {
  const begin = start + after;
  const oscillator = new OscillatorNode(audio, { type: "triangle", frequency: pitch });
  const envelope = new GainNode(audio, { gain: 0 });
  envelope.gain.setValueAtTime(0, begin);
  envelope.gain.linearRampToValueAtTime(LOUDNESS, begin + ATTACK);
  envelope.gain.exponentialRampToValueAtTime(0.001, begin + ATTACK + length);
  oscillator.connect(envelope).connect(audio.destination);
  oscillator.start(begin);
  oscillator.stop(begin + ATTACK + length);
  return oscillator;
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden && context && context.state !== "running") context.resume().catch(() => {});
});
