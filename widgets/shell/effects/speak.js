// Speech by the reader's own voice engine; where there is none, nothing breaks.

/**
 * @param {string} text
 * @returns {boolean} whether there is a voice to say it; some browsers find their voices only when asked to speak
 */
export function speak(text) {
  const engine = globalThis.speechSynthesis;
  if (!engine) return false;
  // A cue belongs to its moment: what is still being said is late.
  if (engine.speaking || engine.pending) engine.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = document.documentElement.lang || "en";
  engine.speak(words);
  return engine.getVoices().length > 0;
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
