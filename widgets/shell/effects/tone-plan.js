// Which tones and recorded words of a score are scheduled on the audio clock, and when they must be scheduled again. Pure: time and sound come
// in as functions.

/** @import { Cue } from "../types.js" */

/** Tones are scheduled this many real milliseconds ahead: a hidden page's timers fire only once a minute. */
const AHEAD = 180_000;
/** Milliseconds after which a late cue is dropped. */
export const LATE = 1500;
/** Milliseconds of drift between the audio clock and ours from which on the audio clock must have stood still. */
const STOOD_STILL = 200;
/** Milliseconds of drift from which on tones are scheduled again: the audio clock is known better than before. */
const KNOWN_BETTER = 4;
/** Milliseconds within which a tone stays as it was scheduled. */
const SOON = 100;
const FAR = 24 * 60 * 60 * 1000;

/**
 * @typedef {object} Sounding
 * @property {() => number} now page time in milliseconds
 * @property {(at: number) => number} until real milliseconds until a page time; never less than 0
 * @property {() => number | null} soundTime seconds on the audio clock; null without sound
 * @property {(cue: Cue, delay: number) => (() => void) | null} play schedules a cue's tone and words in `delay` seconds and
 *   returns what cancels them; null without sound
 */

/**
 * @param {readonly Cue[]} cues
 * @param {number} time page time
 * @returns {Cue[]} the cues that can still sound, in order of time
 */
export function stillToCome(cues, time) {
  return cues.filter((cue) => cue.at >= time - LATE).sort((a, b) => a.at - b.at);
}

/**
 * @param {number} time page time
 * @param {readonly Cue[]} playing
 * @param {readonly Cue[]} cues
 * @returns {boolean} whether both have the same cues from a moment on
 */
export function sameFrom(time, playing, cues) {
  const [mine, theirs] = [playing, cues].map((list) => list.filter(({ at }) => at > time).map(keyOf));
  return JSON.stringify(mine) === JSON.stringify(theirs);
}

/** @param {Cue} cue */
function keyOf({ at, tone, speak, vibrate }) {
  return [at, tone ?? "", speak ?? "", vibrate ?? []];
}

export class TonePlan {
  #cues;
  #sounding;
  /** Index of the first cue whose tone is not scheduled yet. */
  #next = 0;
  /** @type {{at: number, cancel: () => void}[]} */
  #scheduled = [];
  /** @type {number | null} place of a far moment on the audio clock when the tones were scheduled */
  #far = null;

  /**
   * @param {readonly Cue[]} cues in order of time
   * @param {Sounding} sounding
   */
  constructor(cues, sounding) {
    this.#cues = cues;
    this.#sounding = sounding;
  }

  /**
   * Schedules the tones of the next minutes. Without sound it schedules none; a later call does.
   * @returns {boolean} whether some cues are not scheduled yet
   */
  extend() {
    const { now, until, play } = this.#sounding;
    for (; this.#next < this.#cues.length; this.#next += 1) {
      const cue = /** @type {Cue} */ (this.#cues[this.#next]);
      const delay = until(cue.at);
      if (delay > AHEAD) break;
      if (!(cue.tone || cue.said?.length) || cue.at < now() - LATE) continue;
      const cancel = play(cue, delay / 1000);
      if (!cancel) break;
      this.#scheduled.push({ at: cue.at, cancel });
      this.#far ??= this.#farOnSoundClock();
    }
    return this.#next < this.#cues.length;
  }

  /** Cancels every scheduled tone. */
  cancel() {
    for (const { cancel } of this.#scheduled.splice(0)) cancel();
  }

  /**
   * Cancels the tones after a moment. `extend` schedules them again.
   * @param {number} after page time
   */
  cancelAfter(after) {
    for (const { at, cancel } of this.#scheduled) if (at > after) cancel();
    this.#scheduled = this.#scheduled.filter(({ at }) => at <= after);
    const first = this.#cues.findIndex((cue) => cue.at > after);
    if (first !== -1) this.#next = Math.min(this.#next, first);
    this.#far = null;
  }

  /**
   * Compares both clocks with what they said when the tones were scheduled. A large drift means that the audio clock stood
   * still, with the page or the device; no browser reports that, and all tones would be late. A small one means that the
   * audio clock is known better now.
   * @returns {number | null} the page time after which tones must be scheduled again; null if the clocks agree
   */
  outdatedAfter() {
    const far = this.#farOnSoundClock();
    if (far === null || this.#far === null) return null;
    const drift = Math.abs(far - this.#far);
    if (drift > STOOD_STILL) return this.#sounding.now() - LATE / 2;
    return drift > KNOWN_BETTER ? this.#sounding.now() + SOON : null;
  }

  /** The place of a far moment on the audio clock in milliseconds: constant while both clocks run; null without sound. */
  #farOnSoundClock() {
    const time = this.#sounding.soundTime();
    const [first] = this.#cues;
    return time === null || !first ? null : time * 1000 + this.#sounding.until(first.at + FAR);
  }
}
