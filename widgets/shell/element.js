// The one custom element behind every tag: passes what happens inside it to Python, and shows what Python answers.
//
// What the server sent is complete without a script. This element takes over when Python is awake, and gives the
// server's view back when Python cannot be had.

/** @import { Effect, Json } from "./types.js" */

import { markAlone } from "./alone.js";
import { now, timeOf } from "./clock.js";
import { refreshCountdowns } from "./countdown.js";
import { fragmentFor } from "./effects/clear-fragment.js";
import { fit } from "./effects/fill-screen.js";
import { isSaved } from "./effects/save.js";
import { prepareSound, unlockSound } from "./effects/sound.js";
import { fillFigures } from "./figure.js";
import { FirstRun } from "./first-run.js";
import { endFetching, sayFetching, sayOpening } from "./fetching.js";
import { fileOf, isFileField } from "./file.js";
import { holdsPlan, isForPython } from "./fragment.js";
import { CONTROLS, keysOf, whenIdle, whenKept, whenWanted } from "./intent.js";
import { isVisible, keepingFocus } from "./keep-focus.js";
import { mirrorPhase, mirrorWords } from "./mirror.js";
import { loadMorph, morph, morphPart } from "./morph.js";
import { hasRuntime } from "./offline.js";
import { connect, disconnect, notBefore, pythonIsReady, send, tryAgain, wakePython } from "./page.js";
import { oneStop } from "./radio.js";
import { layOutAhead } from "./starting.js";
import { tellFailed, tellPlays } from "./try-again.js";
import { pairChildren, remember } from "./unchanged.js";
import { valueOf } from "./value.js";

const HEARD = ["click", "input", "change", "submit"];

let unnamed = 0;

export class LiveElement extends HTMLElement {
  /** @type {string | null} the server's view */
  #first = null;
  /** @type {(() => void) | null} */
  #stopWatching = null;
  #firstRun = new FirstRun(this);
  /** Whether `morph` knows where the content came from. */
  #known = false;
  /** Whether the view for Start was laid out, or soon will be. */
  #laidOut = false;
  /** @type {Element | null} what the reader used last */
  #used = null;

  /** Whether this kind of element makes sounds. */
  static sound = false;

  /** Whether this kind of element is there to show what the device keeps: a plan, a log. */
  static shows = false;

  /** Whether a start that fails goes unsaid: nobody asked for it, and the server's view does. */
  static quiet = false;

  /** Whether this kind of element opens what stands behind `#` in the page's address, such as a plan. */
  static opens = false;

  static observedAttributes = ["data-opening", "data-linked"];

  get #sounds() {
    return /** @type {typeof LiveElement} */ (this.constructor).sound;
  }

  connectedCallback() {
    this.#name();
    this.#first ??= this.innerHTML;
    // On the document: where an element hears clicks, screen readers call all of its text clickable.
    for (const type of HEARD) document.addEventListener(type, this);
    this.addEventListener("ns-steer", this.#steered);
    this.addEventListener("ns-left-screen", this.#leftScreen);
    if (this.#sounds) document.addEventListener("keydown", this.#pressed);
    if (this.#sounds) document.addEventListener("pointerdown", this.#touched, { passive: true });
    const [first] = keysOf(this);
    this.toggleAttribute("data-holds", first !== undefined && isSaved(first));
    connect(this);
    oneStop(this);
    this.#layOutAhead();
    if (pythonIsReady()) this.awake();
    else this.#watch();
    if (/** @type {typeof LiveElement} */ (this.constructor).opens) {
      addEventListener("hashchange", this);
      this.#open(fragmentFor(this));
    }
  }

  /**
   * Hands on a link's part behind `#`, but no heading's name. Who opened such a link wants Python.
   * @param {string} fragment
   */
  #open(fragment) {
    if (!isForPython(fragment)) return;
    if (holdsPlan(fragment) && !pythonIsReady()) sayOpening(this);
    send(this, "fragment", fragment);
    void this.#wake();
  }

  /** Hands on once more what a start that failed has dropped. */
  reopen() {
    if (/** @type {typeof LiveElement} */ (this.constructor).opens) this.#open(fragmentFor(this));
  }

  #watch() {
    const { shows } = /** @type {typeof LiveElement} */ (this.constructor);
    this.#stopWatching = whenWanted(this, (control) => {
      this.#used = control;
      this.#wake();
      if (control.closest("form")) sayFetching(control);
    });
    whenKept(this, { shows, kept: isSaved, hasRuntime, wake: () => this.isConnected && this.#wake() });
  }

  attributeChangedCallback() {
    markAlone(this);
  }

  disconnectedCallback() {
    for (const type of HEARD) document.removeEventListener(type, this);
    this.removeEventListener("ns-steer", this.#steered);
    this.removeEventListener("ns-left-screen", this.#leftScreen);
    document.removeEventListener("keydown", this.#pressed);
    document.removeEventListener("pointerdown", this.#touched);
    removeEventListener("hashchange", this);
    this.#stopWatching?.();
    this.#firstRun.end();
    disconnect(this);
    refreshCountdowns();
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "hashchange") {
      this.#open(location.hash);
      return;
    }
    const heard = now();
    if (!(event.target instanceof Element)) return;
    const control = event.target.closest(`[data-on-${event.type}], [data-try-again]`);
    if (!control || !this.contains(control)) return;
    if (event.type === "submit" || control instanceof HTMLAnchorElement) event.preventDefault();
    this.#used = event.target.closest(CONTROLS) ?? control;
    if (this.#sounds && event.type !== "input") unlockSound();
    if (event.type === "click" && control.hasAttribute("data-try-again")) {
      tryAgain();
      return;
    }
    const name = control.getAttribute(`data-on-${event.type}`);
    if (!name) return;
    // All of a run counts from the tap on Start, and a second tap is told from a double one by the times of both.
    const at = this.#sounds && event.type === "click" ? timeOf(stampOf(control, event)) : heard;
    if (this.hasAttribute("data-failed")) {
      // Another try for each letter or field would be one too many: what is sent at the end holds all of them.
      if (event.type === "input" || (event.type === "change" && control instanceof HTMLFormElement)) return;
      const plays = this.hasAttribute("data-plays") && this.#firstRun.answers(name);
      if (!this.hasAttribute("data-never")) tryAgain();
      else if (plays) this.#forgetFailure();
      else return;
    }
    if (isFileField(control)) {
      if (!pythonIsReady()) sayFetching(control);
      fileOf(control).then((file) => send(this, name, file, at));
    } else if (!this.#tell(name, valueOf(control), notBefore(at)) && event.type !== "input") sayFetching(control);
    if (!this.#firstRun.failed) this.#wake(); // Else the reader is asked for another try.
  }

  /**
   * @param {string} name
   * @param {Json} value
   * @returns {boolean} whether somebody answers now
   */
  #tell(name, value, at = now()) {
    if (!pythonIsReady()) return this.#firstRun.receive(name, value, at);
    send(this, name, value, at);
    return true;
  }

  /** Fetches Python, and what shows its answers; the run that stands in for them comes first. */
  async #wake() {
    await this.#firstRun.fetched();
    loadMorph();
    wakePython();
  }

  /**
   * What a lock screen, a headset or a media key asks for.
   * @param {Event} event
   */
  #steered = (event) => void this.#tell(/** @type {CustomEvent<string>} */ (event).detail, null);

  /** The browser has ended the full screen: by Escape, or by a gesture of the phone. */
  #leftScreen = () => void this.#tell("big", false);

  /**
   * A finger or a mouse goes down on Start, or on the guide's link that presses it. A slow phone needs a twentieth of a
   * second for the first audio clock: it has that while the finger rests.
   * @param {Event} event
   */
  #touched = ({ target }) => {
    const start = target instanceof Element ? target.closest("[data-on-click=start], [data-start-timer]") : null;
    if (start && (this.contains(start) || start.hasAttribute("data-start-timer"))) prepareSound();
  };

  /**
   * Keys by which the element can be steered: the control that `data-key` gives to one is pressed by it. They count
   * while the focus is inside, and wherever it is while the element fills the screen; never where a control that has
   * the focus needs the key itself.
   * @param {KeyboardEvent} event
   */
  #pressed = (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const { target } = event;
    const here = target instanceof Node && this.contains(target);
    if (!here && !this.hasAttribute("data-fills")) return;
    if (target instanceof Element && needsKey(target, event.key)) return;
    const key = event.key === " " ? "Space" : event.key;
    const control = this.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!(control instanceof HTMLElement) || !isVisible(control)) return;
    event.preventDefault();
    control.click();
  };

  /** Gives the element an id where the author did not: Python knows it by that. */
  #name() {
    if (this.hasAttribute("id")) return;
    unnamed += 1;
    this.setAttribute("id", `${this.localName}-${unnamed}`);
  }

  /** Python is awake. The page is a working one as soon as its first answer is there (`take`). */
  awake() {
    this.#stopWatching?.();
    this.#stopWatching = null;
    endFetching(this);
    this.mend();
    this.#firstRun.pythonReady();
  }

  /**
   * Shows a view. Where the control that has the focus is gone with the old one, the focus stays near: nobody who goes
   * by keys or by ear is thrown out of the element.
   * @param {string} html the new view
   */
  show(html) {
    this.#firstRun.end();
    this.display(html);
  }

  /**
   * Shows a view of Python's or one that stands in for it.
   * @param {string} html
   */
  display(html) {
    this.#change(() => morph(this, html));
    this.#firstRun.displayed();
  }

  /**
   * Shows the parts of Python's view that changed.
   * @param {Record<string, string>} parts the HTML of each by its name
   * @returns {boolean} whether the page has all of them: else it is no longer what Python takes it for
   */
  showParts(parts) {
    const places = new Map(Object.keys(parts).map((name) => [name, this.querySelector(`[data-part="${CSS.escape(name)}"]`)]));
    this.#change(() => {
      for (const [name, place] of places) if (place) morphPart(place, parts[name] ?? "");
    });
    return ![...places.values()].includes(null);
  }

  /** @param {() => void} change changes the view */
  #change(change) {
    if (!this.#known) remember(this, this.#first ?? "");
    this.#known = true;
    keepingFocus(this, () => {
      change();
      fit(this);
    });
    this.#shown();
  }

  /**
   * Shows nodes in the place of the view.
   * @param {DocumentFragment} content
   */
  replace(content) {
    const source = /** @type {DocumentFragment} */ (content.cloneNode(true));
    this.replaceChildren(content);
    pairChildren(this, source);
    this.#known = true;
    fit(this);
    this.#shown();
  }

  /** Does what the first tap on Start needs of the browser, as soon as the page has nothing else to do. */
  #layOutAhead() {
    if (this.#laidOut || !this.querySelector("template[data-starting]")) return;
    this.#laidOut = true;
    whenIdle(() => layOutAhead(this));
  }

  #shown() {
    this.#layOutAhead();
    markAlone(this);
    oneStop(this);
    fillFigures(this);
    mirrorPhase(this);
    mirrorWords(this);
    refreshCountdowns();
  }

  /** Gives the page back as the server sent it. */
  restore() {
    this.show(this.#first ?? "");
  }

  /** Whether the page goes on without Python, by a first run. */
  get plays() {
    return this.#firstRun.playing;
  }

  /**
   * Takes Python's answer.
   * @param {string | undefined} html a new view
   * @param {Effect[]} effects
   * @returns {Effect[]} those to carry out
   */
  take(html, effects) {
    this.removeAttribute("data-opening");
    const answer = this.#firstRun.shown ? this.#firstRun.handOver(html, effects) : { html, effects };
    if (answer.html !== undefined) this.show(answer.html);
    this.toggleAttribute("data-awake", true);
    return answer.effects;
  }

  /**
   * Gives the page back as the server sent it, with the sentence that says so.
   * @param {string} reason for developers
   */
  fail(reason) {
    for (const name of ["data-awake", "data-opening"]) this.removeAttribute(name);
    endFetching(this);
    if (this.#firstRun.fail(reason)) return;
    if (/** @type {typeof LiveElement} */ (this.constructor).quiet) {
      this.restore();
      return;
    }
    keepingFocus(this, () => {
      this.setAttribute("data-failed", reason); // First: what it hides takes no focus.
      this.toggleAttribute("data-plays", this.#firstRun.there); // Start stays.
      this.restore();
      if (this.hasAttribute("data-plays")) tellPlays(this);
      const { opens } = /** @type {typeof LiveElement} */ (this.constructor);
      tellFailed(this, { opens, control: this.#used });
    });
  }

  /** Another try is under way. */
  mend() {
    this.#firstRun.mend();
    this.#forgetFailure();
  }

  #forgetFailure() {
    if (!this.hasAttribute("data-failed")) return;
    for (const name of ["data-failed", "data-linked", "data-plays"]) this.removeAttribute(name);
    this.restore();
  }
}

/**
 * @param {Element} control
 * @param {string} key
 */
function needsKey(control, key) {
  if (control.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return true;
  return key === " " && control.closest("button, a, summary, input") !== null;
}

/**
 * @param {Element} control
 * @param {Event} event
 * @returns {number} when the reader pressed it, by the page's counter; what presses it for them leaves the time in `data-pressed`
 */
function stampOf(control, event) {
  return Number(control.getAttribute("data-pressed") ?? event.timeStamp);
}

/**
 * @param {string} tag
 * @param {{sound?: boolean, shows?: boolean, opens?: boolean, quiet?: boolean}} [options] `sound`: taps inside unlock the browser's sound;
 *   `shows`: it is there to show what the device keeps, so that opening its page asks for Python where something is kept;
 *   `opens`: it opens what stands behind `#` in the page's address; `quiet`: a start that fails goes unsaid
 */
export function define(tag, { sound = false, shows = false, opens = false, quiet = false } = {}) {
  if (customElements.get(tag)) return;
  customElements.define(tag, class extends LiveElement {
    static sound = sound;
    static shows = shows;
    static opens = opens;
    static quiet = quiet;
  });
}
