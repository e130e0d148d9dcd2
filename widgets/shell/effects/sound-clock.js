// Where an audio clock stands, more exactly than a browser says it at once. Plays nothing and waits for nothing.

/** How many looks count. */
const LOOKS = 16;
/** Seconds between two looks at least: what is read twice at one moment tells nothing new. */
const BETWEEN = 0.1;
/** So many looks in a row that agree (within seconds) are right, though each be late of the earliest one (by seconds). */
const AGREE = 5;
const ALIKE = 0.0015;
const LATE = 0.003;
/** Seconds by which no buffer is late: the clock stood still. */
const STOOD = 0.1;
/** Seconds by which sound is heard later than it leaves the page, at most. What WebKitGTK says of it grows without end. */
const LONGEST_DELAY = 1;

/**
 * What a browser says of an audio clock is the time of the last buffer: late by as much as a buffer holds, more on a busy
 * device. Where it also says when that buffer was heard, it is exact, but only to the device's own delay, which is a
 * third of a second on some: both are taken together. Tones are planned for when they leave the page, as all sound does.
 */
export class SoundClock {
  #exact = false;
  #looked = -Infinity;
  /** Seconds by which what is heard is ahead of the page's clock. */
  #heard = new Earliest();
  /** Seconds by which what leaves the page is ahead of what is heard. */
  #delay = new Earliest();

  /**
   * @param {AudioContext} audio
   * @returns {number} seconds on its clock, now
   */
  time(audio) {
    const page = performance.now() / 1000;
    if (page - this.#looked > BETWEEN) this.#look(audio, page);
    return page + this.#heard.value + this.#delay.value;
  }

  /**
   * @param {AudioContext} audio
   * @param {number} page seconds
   */
  #look(audio, page) {
    this.#looked = page;
    const said = audio.currentTime - page;
    const { contextTime = 0, performanceTime = 0 } = audio.getOutputTimestamp?.() ?? {};
    const heard = contextTime - performanceTime / 1000;
    const exact = performanceTime > 0 && Math.abs(said - heard) < LONGEST_DELAY;
    if (exact !== this.#exact) {
      this.#exact = exact;
      this.#heard = new Earliest();
      this.#delay = new Earliest();
    }
    this.#heard.look(exact ? heard : said);
    this.#delay.look(said - this.#heard.value);
  }
}

/** Of values that come late, more or less, the earliest one, until several in a row agree that it does not hold any more. */
class Earliest {
  /** @type {number[]} */
  #looks = [];
  value = 0;

  /** @param {number} value greater for an earlier one */
  look(value) {
    if (value < this.value - STOOD) this.#looks = [];
    this.#looks = [...this.#looks, value].slice(-LOOKS);
    const last = this.#looks.slice(-AGREE);
    const [least, most] = [Math.min(...last), Math.max(...last)];
    if (last.length === AGREE && most - least < ALIKE && most < this.value - LATE) this.#looks = last;
    this.value = Math.max(...this.#looks);
  }
}
