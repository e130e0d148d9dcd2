// Speech by the reader's own voice engine; where there is none, nothing is said and nothing breaks.

/** @param {string} text */
export function speak(text) {
  const engine = globalThis.speechSynthesis;
  if (!engine) return;
  // A cue belongs to its moment: what is still being said is late.
  if (engine.speaking || engine.pending) engine.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = document.documentElement.lang || "en";
  engine.speak(words);
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
