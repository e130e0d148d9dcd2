// Listen mode: a score as one sound file with tones and spoken words, played by a media element. It goes on while the
// screen is locked, where tones on the audio clock fall silent. One file for each part (exercise), so that no phone has
// to hold an hour of sound. Words that are not recorded are not in it.

/** @import { Cue, Part, Sound } from "../types.js" */

import { now, realSeconds } from "../clock.js";
import { halt, playTrack, wav } from "./media.js";
import { clipsOf, fetchSprites, RATE, samplesOf } from "./sprites.js";
import { isTone, LONGEST_TONE, planTone } from "./tones.js";

const TONES_LOUDNESS = 0.8; // beside the words
/** Seconds by which file and score may part: more means that the player stood still, and it is set right. */
const APART = 0.15;
const LOOK = 1000; // milliseconds
/** Seconds that are played after the last cue. */
const AFTER = 3;
/** Seconds that one file holds at most; a longer part goes on in another one. */
const LONGEST = 600;

/** @type {Map<string, Promise<Float32Array>>} rendered tones */
const rendered = new Map();
/** What is asked for at the moment: an answer to an older question is thrown away. */
let asked = 0;
/** @type {ReturnType<typeof setInterval> | undefined} */
let watch;
/** @type {string[]} addresses of files that are not needed any more */
const old = [];

/**
 * Plays a score as sound files, one after the other.
 * @param {readonly Cue[]} cues in order of time
 * @param {readonly Part[]} parts
 * @param {Sound} sound
 * @param {{plays: () => void, stopped: () => void, part: (part: Part) => void}} told `plays`: the file has taken over;
 *   `stopped`: it has not, or does no longer
 */
export async function listen(cues, parts, sound, told) {
  stopListening();
  asked += 1;
  const mine = asked;
  const pieces = piecesOf(cues, parts);
  /** @type {Promise<string> | null} */
  let file = null;
  for (const [number, piece] of pieces.entries()) {
    file ??= fileOf(piece, sound);
    const url = await file;
    if (mine !== asked) return;
    const end = new Promise((resolve) => (over = resolve));
    const audio = await playTrack(url, () => over?.(null));
    if (mine !== asked) return;
    if (!audio) {
      told.stopped();
      return;
    }
    old.push(url);
    for (const address of old.splice(0, old.length - 1)) URL.revokeObjectURL(address);
    keepTogether(audio, piece.from);
    if (piece.part) told.part(piece.part);
    told.plays();
    const next = pieces[number + 1];
    file = next ? fileOf(next, sound) : null; // While this one plays: a locked phone has no time in between.
    await end;
    if (mine !== asked) return;
  }
}

/** @type {((value: unknown) => void) | null} */
let over = null;

export function stopListening() {
  asked += 1;
  clearInterval(watch);
  halt();
}

/**
 * @typedef {object} Piece
 * @property {number} from page time, in milliseconds
 * @property {number} to
 * @property {readonly Cue[]} cues
 * @property {Part | null} part
 */

/**
 * Cuts a score where a part ends, and where a part is long.
 * @param {readonly Cue[]} cues
 * @param {readonly Part[]} parts
 * @returns {Piece[]}
 */
export function piecesOf(cues, parts) {
  const end = (cues.at(-1)?.at ?? now()) + AFTER * 1000;
  const starts = parts.map((part) => part.at).filter((at) => at > now() && at < end);
  const cuts = [now(), ...starts, end];
  /** @type {Piece[]} */
  const pieces = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [begin, stop] = /** @type {[number, number]} */ ([cuts[i], cuts[i + 1]]);
    for (let from = begin; from < stop; from += LONGEST * 1000) {
      const to = Math.min(stop, from + LONGEST * 1000);
      const part = parts.findLast((one) => one.at <= from) ?? parts[0] ?? null;
      pieces.push({ from, to, part, cues: cues.filter(({ at }) => at >= from - 500 && at < to) });
    }
  }
  return pieces;
}

/**
 * @param {Piece} piece
 * @param {Sound} sound
 * @returns {Promise<string>} the address of its file
 */
async function fileOf(piece, sound) {
  return wav(await mix(piece, sound), RATE);
}

/**
 * @param {Piece} piece
 * @param {Sound} sound
 * @returns {Promise<Int16Array<ArrayBuffer>>}
 */
export async function mix({ from, to, cues }, sound) {
  const samples = new Int16Array(Math.ceil(realSeconds(to - from) * RATE));
  await fetchSprites(cues.map(({ said }) => said));
  for (const cue of cues) {
    const place = Math.max(0, realSeconds(cue.at - from));
    if (cue.tone && isTone(cue.tone)) add(samples, await tone(cue.tone, sound.strong), place, TONES_LOUDNESS);
    if (!cue.speak) continue;
    for (const clip of clipsOf(cue.said)) add(samples, samplesOf(clip), place + realSeconds(clip[0]), 1);
  }
  return samples;
}

/**
 * @param {Int16Array} samples
 * @param {Float32Array} sound
 * @param {number} place in seconds
 * @param {number} loudness
 */
function add(samples, sound, place, loudness) {
  const start = Math.round(place * RATE);
  const length = Math.min(sound.length, samples.length - start);
  for (let i = 0; i < length; i += 1) {
    const sum = /** @type {number} */ (samples[start + i]) + /** @type {number} */ (sound[i]) * loudness * 0x7fff;
    samples[start + i] = Math.max(-0x8000, Math.min(0x7fff, sum));
  }
}

/**
 * @param {string} name
 * @param {boolean} strong
 * @returns {Promise<Float32Array>}
 */
function tone(name, strong) {
  const key = `${name} ${strong}`;
  let found = rendered.get(key);
  if (!found) {
    const audio = new OfflineAudioContext(1, Math.ceil(LONGEST_TONE * RATE), RATE);
    planTone(audio, audio.destination, name, 0, strong);
    found = audio.startRendering().then((buffer) => buffer.getChannelData(0));
    rendered.set(key, found);
  }
  return found;
}

/**
 * Holds the file to the score's time.
 * @param {HTMLAudioElement} audio
 * @param {number} from where the file begins, in page time
 */
function keepTogether(audio, from) {
  const settle = () => {
    const place = realSeconds(now() - from);
    if (audio.paused || place < 0 || place > audio.duration) return;
    if (Math.abs(audio.currentTime - place) > APART) audio.currentTime = place;
  };
  clearInterval(watch);
  watch = setInterval(settle, LOOK);
  settle();
}
