// What stands below a widget's own sentence of failure (`.ns-failed` in its template).

const NOTHING_LOST = "What you saved on this device is still there.";

/** @param {Element} host */
export function offerAnotherTry(host) {
  const sentence = host.querySelector(".ns-failed");
  const kept = document.createElement("span");
  kept.textContent = ` ${NOTHING_LOST} `;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ns-button";
  button.dataset.tryAgain = "";
  button.textContent = "Try again";
  if (sentence) sentence.append(kept, button);
  else host.append(kept, button);
}
