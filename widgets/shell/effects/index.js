// Effects by their `kind` in `widgets/protocol.py`: one small function each.

/** @import { Answer, Effect } from "../types.js" */

import { announce } from "./announce.js";
import { clearFragment } from "./clear-fragment.js";
import { copy } from "./copy.js";
import { download } from "./download.js";
import { fillScreen, leave } from "./fill-screen.js";
import { focus } from "./focus.js";
import { keepAwake, letSleep } from "./keep-awake.js";
import { persist } from "./persist.js";
import { print } from "./print.js";
import { save } from "./save.js";
import { fallSilent, score } from "./score.js";

/** @type {Record<string, (effect: any, host: HTMLElement) => Promise<Answer> | Answer | void>} */
const EFFECTS = {
  announce,
  "clear-fragment": clearFragment,
  copy,
  download,
  "fill-screen": fillScreen,
  focus,
  "keep-awake": keepAwake,
  persist,
  print,
  save,
  score,
};

/**
 * @param {Effect} effect
 * @param {HTMLElement} host
 * @returns {Promise<Answer> | Answer | void} what the element is to be told of it
 */
export function perform(effect, host) {
  const function_ = EFFECTS[effect.kind];
  if (function_) return function_(effect, host);
  console.warn(`no such effect: ${effect.kind}`);
}

/**
 * Ends whatever an element that goes away still does.
 * @param {HTMLElement} host
 */
export function release(host) {
  fallSilent(host);
  letSleep(host);
  leave(host);
}
