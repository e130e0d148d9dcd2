// Speech by the reader's own voice engine; where there is none, nothing breaks. Only voices that live on the device
// speak: others would send the words to their maker.

/** @import { DeviceVoice } from "../types.js" */

import { language } from "../settings.js";

/**
 * The language of all cues, without its region. A translator rewrites the page's own `lang`, and a voice of another language
 * cannot read them.
 */
const LANGUAGE = /** @type {string} */ (language.split("-", 1)[0]);

/** @returns {SpeechSynthesisVoice[]} */
function ownVoices() {
  return (globalThis.speechSynthesis?.getVoices() ?? []).filter((voice) => voice.localService);
}

/**
 * @param {string} text
 * @param {string | null} name of the voice that the reader chose
 * @returns {boolean} whether there is a voice to say it; some browsers find their voices only when asked to speak
 */
export function speak(text, name = null) {
  const engine = globalThis.speechSynthesis;
  if (!engine) return false;
  const voices = ownVoices();
  const voice = voices.find((one) => one.name === name) ?? usual(voices);
  // Left to itself, the browser would choose one that is not on the device.
  if (!voice && usual(engine.getVoices())) return false;
  // A cue belongs to its moment: what is still being said is late.
  if (engine.speaking || engine.pending) engine.cancel();
  const words = new SpeechSynthesisUtterance(text);
  if (voice) words.voice = voice;
  words.lang = voice?.lang || language;
  engine.speak(words);
  return voices.length > 0;
}

/**
 * The device's own choice among the voices of the cues' language, if it has one; of its region rather than of others.
 * @param {SpeechSynthesisVoice[]} voices
 */
function usual(voices) {
  const speaking = voices.filter((voice) => tag(voice).startsWith(LANGUAGE));
  const near = speaking.filter((voice) => tag(voice).toLowerCase().startsWith(language));
  const ours = near.length ? near : speaking;
  return ours.find((voice) => voice.default) ?? ours[0];
}

/**
 * @param {SpeechSynthesisVoice} voice
 * @returns {string} its language as `en-US`; Android writes `en_US`
 */
function tag(voice) {
  return voice.lang.replaceAll("_", "-");
}

/** Says nothing, inside a tap: iOS then allows words that come without one. */
export function unlockSpeech() {
  const engine = globalThis.speechSynthesis;
  if (!engine) return;
  const nothing = new SpeechSynthesisUtterance(" ");
  nothing.volume = 0;
  engine.speak(nothing);
}

export function stopSpeaking() {
  globalThis.speechSynthesis?.cancel();
}

/** @returns {DeviceVoice[]} the voices that live on this device */
export function deviceVoices() {
  return ownVoices().map((voice) => ({ name: voice.name, lang: tag(voice), language: inWords(tag(voice)) }));
}

/** @param {() => void} listener is called whenever the voices may have changed */
export function whenVoicesChange(listener) {
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", listener);
}

/** @param {string} spoken tag of the language of a voice */
function inWords(spoken) {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(spoken) ?? spoken;
  } catch {
    return spoken; // Some engines name languages that are none.
  }
}
