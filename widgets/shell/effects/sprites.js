// The recorded voice: sound files of several clips, sprites, fetched when a score first needs them, and how one of their
// clips is played on an audio clock. Which clip says what, and when, Python has decided. Knows no time of day.

/** @import { Said, Sound } from "../types.js" */

import { filesUrl } from "../settings.js";

/** Samples a second: all of the voice's clarity. */
export const RATE = 16_000;
/** Seconds in which a sprite's mark stands, however much silence its decoder has put before it. */
const MARK_WITHIN = 0.3;

/** @typedef {{wave: AudioBuffer, mark: number}} Sprite `mark`: seconds from its beginning to the moment that clips count from */
/** @typedef {[number, string, number, number]} Clip */

/** @type {Map<string, Sprite | Promise<Sprite | null>>} */
const sprites = new Map();
/** @type {Set<() => void>} */
const onCome = new Set();

/** @param {() => void} listener is told whenever a sprite has come, or cannot be had */
export function whenSpritesCome(listener) {
  onCome.add(listener);
}

/**
 * Phones with a ring switch mute a page by it, and not the device's own voice: there that one is usual, until the reader
 * gives the page the phone's sound, or has heard the recorded voice and says so. Only Safari's pages have an audio session.
 */
export const hasRingSwitch = Boolean(navigator.audioSession) && navigator.maxTouchPoints > 0;

/**
 * @param {Sound} sound
 * @returns {boolean} whether the recorded voice speaks
 */
export function isRecorded({ recorded, listen, silent_switch }) {
  return listen || (recorded ?? (silent_switch || !hasRingSwitch));
}

/**
 * @param {readonly Said[] | undefined} said
 * @returns {Clip[]} what of it is recorded
 */
export function clipsOf(said = []) {
  return said.filter((one) => one.length === 4);
}

/**
 * Fetches the sprites of what is said, in its order, each once.
 * @param {readonly (readonly Said[] | undefined)[]} lists
 * @returns {Promise<unknown>} settles when all are there, or cannot be had
 */
export function fetchSprites(lists) {
  const names = new Set(lists.flatMap((said) => clipsOf(said).map(([, name]) => name)));
  return Promise.all([...names].map(fetchSprite));
}

/**
 * @param {readonly Said[] | undefined} said
 * @returns {boolean} whether all that is recorded of it can be played
 */
export function areThere(said) {
  return clipsOf(said).every(([, name]) => name && !(sprites.get(name) instanceof Promise) && sprites.has(name));
}

/**
 * @param {readonly Said[] | undefined} said
 * @returns {boolean} whether what is not there is on its way
 */
export function areComing(said) {
  return clipsOf(said).every(([, name]) => sprites.has(name));
}

/**
 * Plans a clip.
 * @param {BaseAudioContext} audio
 * @param {AudioNode} output
 * @param {Clip} clip
 * @param {number} start on the audio clock, in seconds
 * @returns {AudioBufferSourceNode | null} null where its sprite is not there
 */
export function planClip(audio, output, [, name, begin, length], start) {
  const sprite = sprites.get(name);
  if (!sprite || sprite instanceof Promise) return null;
  const source = new AudioBufferSourceNode(audio, { buffer: sprite.wave });
  source.connect(output);
  source.start(start, sprite.mark + begin / 1000, length / 1000);
  return source;
}

/**
 * @param {Clip} clip
 * @returns {Float32Array} its samples; none where its sprite is not there
 */
export function samplesOf([, name, begin, length]) {
  const sprite = sprites.get(name);
  if (!sprite || sprite instanceof Promise) return new Float32Array();
  const start = Math.round((sprite.mark + begin / 1000) * RATE);
  return sprite.wave.getChannelData(0).subarray(start, start + Math.round((length / 1000) * RATE));
}

/**
 * @param {string} name
 * @returns {Sprite | Promise<Sprite | null>}
 */
function fetchSprite(name) {
  let found = sprites.get(name);
  if (!found) {
    found = load(name).then((sprite) => {
      if (sprite) sprites.set(name, sprite);
      else sprites.delete(name); // Perhaps the network comes back.
      for (const listener of onCome) listener();
      return sprite;
    });
    sprites.set(name, found);
  }
  return found;
}

/**
 * @param {string} name
 * @returns {Promise<Sprite | null>}
 */
async function load(name) {
  try {
    const answer = await fetch(new URL(`assets/voice/${name}.mp3`, filesUrl));
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const wave = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await answer.arrayBuffer());
    return { wave, mark: markOf(wave) };
  } catch (error) {
    console.warn(`recorded voice ${name}:`, error);
    return null;
  }
}

/**
 * Decoders put different silences before what they decode: the mark, a short loud tone, stands where its peak is.
 * @param {AudioBuffer} wave
 * @returns {number} seconds
 */
function markOf(wave) {
  const samples = wave.getChannelData(0).subarray(0, MARK_WITHIN * RATE);
  let peak = 0;
  for (let i = 0; i < samples.length; i += 1) {
    if (Math.abs(/** @type {number} */ (samples[i])) > Math.abs(/** @type {number} */ (samples[peak]))) peak = i;
  }
  return peak / RATE;
}
