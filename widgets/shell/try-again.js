// What a reader is told when Python cannot be had: the widget's own sentence (`.ns-failed` in its template) or ours,
// what became of their entries, and a way to try again.

import { announce } from "./effects/announce.js";

const FAILED = "This part could not start in this browser. What you see here still holds, and you can print it.";
const NOTHING_LOST = "What you saved on this device is still there.";

/** @param {Element} host */
export function offerAnotherTry(host) {
  const sentence = host.querySelector(".ns-failed") ?? ownSentence(host);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ns-button";
  button.dataset.tryAgain = "";
  button.dataset.focusKept = "";
  button.textContent = "Try again";
  sentence.append(` ${NOTHING_LOST} `, button);
  announce({ text: sentence.textContent ?? FAILED });
}

/** @param {Element} host */
function ownSentence(host) {
  const sentence = document.createElement("p");
  sentence.className = "ns-failed";
  sentence.textContent = FAILED;
  host.prepend(sentence);
  return sentence;
}
