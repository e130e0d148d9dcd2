// Effects by their `kind` in `widgets/protocol.py`: one small function each.

/** @import { Effect } from "../types.js" */

import { announce } from "./announce.js";
import { focus } from "./focus.js";
import { keepAwake, letSleep } from "./keep-awake.js";
import { print } from "./print.js";
import { save } from "./save.js";
import { score, silence } from "./score.js";

/** @type {Record<string, (effect: any, host: HTMLElement) => void>} */
const EFFECTS = { announce, focus, "keep-awake": keepAwake, print, save, score };

/**
 * @param {Effect} effect
 * @param {HTMLElement} host
 */
export function perform(effect, host) {
  const function_ = EFFECTS[effect.kind];
  if (function_) function_(effect, host);
  else console.warn(`no such effect: ${effect.kind}`);
}

/**
 * Ends whatever an element that goes away still does.
 * @param {HTMLElement} host
 */
export function release(host) {
  silence(host);
  letSleep(host);
}
