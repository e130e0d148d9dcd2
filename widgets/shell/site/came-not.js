// The words where a part of the page that is fetched later did not come.

import { announce } from "../effects/announce.js";
import { _ } from "../language.js";

export const CAME_NOT = "ns-came-not";

/** @param {Element} place gets them, once */
export function sayCameNot(place) {
  const text = _("This part did not come. Are you connected? Load this page again.");
  place.querySelector(`.${CAME_NOT}`)?.remove();
  const words = document.createElement("p");
  words.className = CAME_NOT;
  words.textContent = text;
  place.append(words);
  // The words are no live region: of one that comes together with its words most screen readers say nothing.
  announce({ text });
}
