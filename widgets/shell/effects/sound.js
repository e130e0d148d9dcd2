// Soft tones on the audio clock, which keeps time even where the page's own timers do not.

import { unlockSpeech } from "./speak.js";

/**
 * Each tone: its notes as [seconds after its start, pitch in Hz, seconds it rings]. Rising means work, falling means
 * let go; a tone can be told from every other by the number, the direction or the length of its notes. All lie where a
 * phone's small speaker is loud and old ears still hear well: from D5 to D6.
 * @type {Record<string, [number, number, number][]>}
 */
const TONES = {
  ready: [[0, 587.3, 0.4]],
  count: [[0, 880, 0.12]],
  hold: [[0, 587.3, 0.18], [0.17, 880, 0.5]],
  release: [[0, 880, 0.18], [0.17, 587.3, 0.5]],
  change: [[0, 659.3, 0.16], [0.18, 880, 0.16], [0.36, 659.3, 0.4]],
  rest: [[0, 880, 0.3], [0.28, 698.5, 0.3], [0.56, 587.3, 0.8]],
  finish: [[0, 587.3, 0.2], [0.18, 740, 0.2], [0.36, 880, 0.2], [0.54, 1174.7, 1]],
};
/** The strength of each note's overtones, the first being the note itself: warm, and heard where a speaker has no bass. */
const OVERTONES = [1, 0.35, 0.15];
const LOUDNESS = 0.45; // of full scale; where a note begins while another rings, the two together stay below it
const ATTACK = 0.015; // seconds; shorter clicks
const FADE = 0.012; // seconds; a tone that is taken back while it sounds must not click either

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
      else goOn(); // After a call, iOS leaves the sound off until it is asked for.
    });
  }
  goOn();
}

function goOn() {
  const state = context?.state;
  if (state !== "running" && state !== "closed" && !document.hidden) context?.resume().catch(() => {});
}

/**
 * After an interruption (a call, a sleeping screen) the audio clock has stood still: what was planned on it must be
 * planned anew.
 * @param {() => void} listener
 */
export function whenSoundRuns(listener) {
  onRunning.add(listener);
}

/** @returns {number | null} the sound's own time, in seconds; null where there is no sound */
export function soundTime() {
  return context?.state === "running" ? context.currentTime : null;
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
  const volume = new GainNode(audio);
  volume.connect(audio.destination);
  const playing = notes.map((note) => playNote(audio, volume, audio.currentTime + delay, note));
  return () => {
    volume.gain.setTargetAtTime(0, audio.currentTime, FADE);
    for (const oscillator of playing) oscillator.stop(audio.currentTime + 6 * FADE);
  };
}

/**
 * @param {BaseAudioContext} audio
 * @param {AudioNode} volume
 * @param {number} start on the audio clock
 * @param {[number, number, number]} note
 */
function playNote(audio, volume, start, [after, pitch, length]) {
  const begin = start + after;
  const end = begin + ATTACK + length;
  const oscillator = new OscillatorNode(audio, { frequency: pitch, periodicWave: waveOf(audio) });
  const envelope = new GainNode(audio, { gain: 0 });
  envelope.gain.setValueAtTime(0, begin);
  envelope.gain.linearRampToValueAtTime(LOUDNESS, begin + ATTACK);
  envelope.gain.exponentialRampToValueAtTime(LOUDNESS / 3, begin + ATTACK + 0.7 * length);
  envelope.gain.exponentialRampToValueAtTime(0.001, end);
  oscillator.connect(envelope).connect(volume);
  oscillator.start(begin);
  oscillator.stop(end);
  return oscillator;
}

/** @param {BaseAudioContext} audio */
function waveOf(audio) {
  return new PeriodicWave(audio, { real: [0, ...OVERTONES.map(() => 0)], imag: [0, ...OVERTONES] });
}

document.addEventListener("visibilitychange", goOn);
