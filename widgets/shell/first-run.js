// From Start until Python answers: at once the shell shows "get ready", then the run that the build has made (`run.js`).
// Python gets every event at its time, so that it takes over without a jump, and the log and the place are what they would
// have been. Where no run may be played, getting ready lasts until Python is there.

/** @import { Effect, Json } from "./types.js" */
/** @import { RunFile } from "./run.js" */
/** @import { LiveElement } from "./element.js" */

import { now, realSeconds, until } from "./clock.js";
import { haltCountdowns } from "./countdown.js";
import { announce } from "./effects/announce.js";
import { perform } from "./effects/index.js";
import { fragmentFor } from "./effects/clear-fragment.js";
import { focus } from "./effects/focus.js";
import { isSaved } from "./effects/save.js";
import { soundTime } from "./effects/sound.js";
import { endFetching } from "./fetching.js";
import { whyNever } from "./floor.js";
import { isForPython } from "./fragment.js";
import { keysOf } from "./intent.js";
import { _ } from "./language.js";
import { pythonIsReady, send } from "./page.js";
import { changed, Run, VERSION } from "./run.js";
import { siteUrl } from "./settings.js";
import { startingView } from "./starting.js";
import { tryAgainButton } from "./try-again.js";

/** Milliseconds of getting ready that are left when Python or the run comes later than that lasts. */
const COUNT_IN = 3000;
/** Milliseconds after which Python is fetched though the run has not come. */
const PATIENCE = 4000;
/** Milliseconds after Start in which a tap was meant for Start (`DOUBLE_TAP_MS` of the timer's machine). */
const DOUBLE_TAP = 500;
/** Answers of Python after which its view counts, whatever the run shows. */
const MOST_ANSWERS = 3;
/** Effects that an answer to the past has no use for: the reader is somewhere else by now. */
const PAST = new Set(["focus", "announce"]);

const NOT_LOGGED = _("This is not in your log: this browser could not start the part that writes it.");
const NO_PYTHON = _("This browser could not start the part that goes on from here.");

export class FirstRun {
  #host;
  /** @type {Promise<RunFile | null> | null} */
  #file = null;
  /** @type {RunFile | null} the same, once it has come */
  #found = null;
  /** @type {{name: string, value: Json} | null} what came before it */
  #asked = null;
  /** @type {{state: number, at: number} | null} the state before Start that was reached without Python, and when */
  #before = null;
  /** Whether Python alone can answer what came before Start: it may change what Start begins. */
  #open = false;
  /** @type {{at: number, value: Json, ready: number} | null} a Start that Python has not been told yet */
  #held = null;
  #started = -Infinity;
  /** @type {{name: string, value: Json, at: number}[]} taps after it, until the run comes */
  #taps = [];
  /** @type {Run | null} */
  #run = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} until getting ready is over */
  #late;
  /** Whether "get ready" of the shell stands in for a view. */
  #standsIn = false;
  /** How many answers of Python have come while the run was played. */
  #answers = 0;
  /** Why Python did not start, for developers; empty while it may. */
  #failed = "";

  /** @param {LiveElement} host */
  constructor(host) {
    this.#host = host;
  }

  /** Whether Python did not start, and the page goes on without it. */
  get failed() {
    return this.#failed !== "";
  }

  /** Whether a run is played, will be, or has been to its end, and Python has not taken over. */
  get playing() {
    return this.#run !== null || this.#before !== null || (this.#standsIn && this.#file !== null);
  }

  /** Whether a run is shown, or what comes before it: Python's answers then take over from that. */
  get shown() {
    return this.#run !== null || this.#before !== null;
  }

  /** Whether a run has come, so that Start works without Python. */
  get there() {
    return this.#found !== null;
  }

  /**
   * @param {string} name of an event
   * @returns {boolean} whether it is answered without Python
   */
  answers(name) {
    return this.#found !== null && (name === "start" || this.#after(name) !== undefined);
  }

  /**
   * Fetches the run, before anything of Python. Only a device that keeps nothing for this timer may get one: a choice such
   * as "sound off" is never overridden.
   * @returns {Promise<unknown>} settles when Python may be fetched
   */
  fetched() {
    const name = nameOf(this.#host);
    if (!name || pythonIsReady() || keysOf(this.#host).some(isSaved)) return Promise.resolve();
    this.#file ??= fetchRun(name).then((file) => {
      this.#found = file;
      if (this.#asked && !pythonIsReady()) this.#open = !this.#tap(this.#asked.name, this.#asked.value);
      return file;
    });
    return Promise.race([this.#file, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  }

  /**
   * Takes an event that comes before Python, and sends it.
   * @param {string} name
   * @param {Json} value
   * @param {number} at
   * @returns {boolean} whether the page has answered
   */
  receive(name, value, at) {
    const then = Math.round(at); // As the timer's machine rounds it.
    const swapped = this.#before && then - this.#before.at < DOUBLE_TAP;
    // The tap was meant for what stood there before.
    if (swapped && !this.#run && this.#found?.swapped.includes(name)) return true;
    if (!this.#run && !this.#held && this.#start(name, value, then)) return true;
    this.#tellStart(then);
    send(this.#host, name, value, then);
    if (this.#run) return this.#goOn(name, value, then);
    if (!this.#standsIn) {
      if (this.#tap(name, value)) return true;
      this.#open = !this.#failed && (this.#found !== null || this.#file === null); // Else the run may answer it.
      if (this.#failed) this.#note(NO_PYTHON);
      return this.#failed !== "";
    }
    if (then - this.#started < DOUBLE_TAP && name !== "stop" && name !== "hurts") return true;
    this.#taps.push({ name, value, at: then });
    if (name === "stop" || name === "hurts") {
      this.end();
      this.#host.restore(); // What else it leads to, Python tells when it wakes.
      announce({ text: _("Stopped"), urgent: true });
      return true;
    }
    if (name === "pause") {
      haltCountdowns(this.#host);
      this.#host.toggleAttribute("data-late", true); // Why it does not say so itself.
      announce({ text: _("Paused") });
      return true;
    }
    return false;
  }

  /** Python is there, and gets what has waited. */
  pythonReady() {
    if (!this.#run) this.#retire();
    queueMicrotask(() => this.#tellStart(now())); // What waited already goes first.
  }

  /**
   * Takes Python's answer while a run is played.
   * @param {string | undefined} html the new view
   * @param {Effect[]} effects
   * @returns {{html: string | undefined, effects: Effect[]}} what is to be shown and done
   */
  handOver(html, effects) {
    this.#answers += 1;
    const useful = this.#answers > 1 ? effects : lastOf(effects).filter(({ kind }) => !PAST.has(kind));
    if (html === undefined || !this.#run) return { html, effects: useful };
    // A phase may have begun since Python was asked: its next answer shows it.
    const shows = this.#run.matches(html) || this.#answers > MOST_ANSWERS;
    if (!shows) return { html: undefined, effects: useful };
    this.#retire();
    return { html, effects: useful };
  }

  /**
   * Python did not start. A run that is played, or was just asked for, goes on without it.
   * @param {string} reason
   * @returns {boolean} whether there is one
   */
  fail(reason) {
    const file = this.#file;
    this.#failed = reason;
    if (!this.playing || !file) return false;
    this.#answers = 0;
    this.#open = false;
    this.displayed();
    if (this.#held) void this.#play(this.#held);
    else if (!this.#run) {
      void file.then((found) => {
        if (found || this.#file !== file) return;
        this.#file = null;
        this.#host.fail(reason);
      });
    }
    return true;
  }

  /** From here on a failure is Python's, and is told as that. */
  #retire() {
    this.#file = this.#found = this.#asked = null;
  }

  /** Another try of Python is under way. */
  mend() {
    this.#failed = "";
    this.#host.querySelector(".ns-timer__note--python")?.remove();
  }

  /** Nothing of the shell's own stands on the page any more. */
  end() {
    clearTimeout(this.#late);
    this.#run?.end();
    this.#run = null;
    this.#held = null;
    this.#taps = [];
    this.#before = this.#asked = null;
    this.#open = false;
    this.#standsIn = false;
    this.#answers = 0;
    this.#host.removeAttribute("data-late");
  }

  /**
   * @param {string} name of an event before Start
   * @param {Json} [value] any, if left out
   * @returns {[number, number, number] | undefined} what comes of it: the event, the next state, and effects, by number
   */
  #after(name, value) {
    const before = this.#found?.before;
    const text = JSON.stringify(value);
    return before?.states[this.#before?.state ?? 0]?.on.find(([number]) => {
      const [known, with_] = before.events[number] ?? [];
      return known === name && (text === undefined || JSON.stringify(with_) === text);
    });
  }

  /**
   * Answers what comes before Start, such as the form with the safety questions, by what Python has answered to the build.
   * @param {string} name
   * @param {Json} value
   * @returns {boolean} whether there is an answer by now
   */
  #tap(name, value) {
    this.#asked = { name, value };
    const before = this.#found?.before;
    const [, state, effects] = this.#after(name, value) ?? [];
    if (!before || state === undefined || effects === undefined || this.#open) return false;
    endFetching(this.#host);
    this.#asked = null;
    this.#before = { state, at: Math.round(now()) };
    const pieces = changed(before.first, before.states[state]?.view ?? []).map((piece) => this.#found?.pieces[piece]);
    this.#host.display(pieces.join("").replaceAll("{root}", this.#host.dataset.root ?? ""));
    for (const effect of before.effects[effects] ?? []) void perform(effect, this.#host);
    return true;
  }

  /**
   * Shows the run at once, or "get ready" until it is there.
   * @param {string} name
   * @param {Json} value
   * @param {number} at
   */
  #start(name, value, at) {
    const view = startingView(this.#host, name, at);
    if (!view) return false;
    this.#held = { at, value, ready: view.end - at };
    this.#started = at;
    this.#taps = [];
    this.#standsIn = true;
    if (!this.#beginAtOnce(this.#held)) {
      this.#host.replace(view.content);
      this.#late = setTimeout(() => this.#host.toggleAttribute("data-late", true), until(view.end));
      void this.#play(this.#held);
    }
    if (view.focus) focus({ selector: view.focus }, this.#host);
    return true;
  }

  /** @param {{at: number, value: Json, ready: number}} start */
  async #play(start) {
    await this.fetched();
    const file = await Promise.race([this.#file, null]);
    if (this.#open) return;
    const mine = this.#held === start || this.#taps.length > 0;
    if (!file || !mine || !this.#standsIn || this.#run || pythonIsReady() || !this.#host.isConnected) return;
    this.#begin(file, start);
  }

  /**
   * @param {{at: number}} start
   * @returns {boolean} whether the run was there, and plays
   */
  #beginAtOnce(start) {
    if (!this.#found || this.#open) return false;
    try {
      this.#host.replaceChildren(); // A morph around the control that has the focus lays the page out twice.
      this.#begin(this.#found, start);
      return true;
    } catch (error) {
      console.warn("first run:", error);
      this.#run = null;
      this.#retire();
      this.#tellStart(now());
      return false;
    }
  }

  /**
   * @param {RunFile} file
   * @param {{at: number}} start
   */
  #begin(file, start) {
    const taps = this.#taps.splice(0);
    const at = this.#held ? this.#tellStart(now()) : start.at;
    if (at === null) return;
    clearTimeout(this.#late);
    this.#host.removeAttribute("data-late");
    this.#run = new Run(file, {
      now,
      realSeconds,
      wait: waitUntil,
      reaches: () => !document.hidden || soundTime() !== null,
      show: (html) => this.#host.display(html),
      perform: (effect) => void perform(effect, this.#host),
      send: (what, when) => send(this.#host, what, null, when),
      root: this.#host.dataset.root ?? "",
    });
    this.#run.begin(at);
    for (const tap of taps) this.#run.take(tap.name, tap.value, tap.at);
  }

  /**
   * Tells Python of a Start that it has not heard of. Getting ready lasts until somebody counts: where it was over before,
   * a few seconds of it come again, so that no repetition goes by.
   * @param {number} at
   * @returns {number | null} when it counts as pressed
   */
  #tellStart(at) {
    const held = this.#held;
    if (!held) return null;
    this.#held = null;
    const over = at > held.at + held.ready;
    held.at = over ? Math.round(at - Math.max(0, held.ready - COUNT_IN)) : held.at;
    send(this.#host, "start", held.value, held.at);
    return held.at;
  }

  /**
   * @param {string} name
   * @param {Json} value
   * @param {number} at
   */
  #goOn(name, value, at) {
    const run = /** @type {Run} */ (this.#run);
    if (name === "again" && run.state !== "running" && run.state !== "paused") {
      this.end();
      this.#host.restore(); // With the questions: the answers belong to the session that is over.
      announce({ text: _("Closed") });
      return true;
    }
    const answered = run.take(name, value, at);
    if (!answered && this.#failed) this.#note(NO_PYTHON);
    return answered || Boolean(this.#failed);
  }

  /** What a view of the run is followed by where Python cannot come. */
  displayed() {
    if (this.#failed && this.#run?.state === "finished") this.#note(NOT_LOGGED);
  }

  /** @param {string} text */
  #note(text) {
    const place = this.#host.querySelector(".ns-controls, .ns-timer__controls");
    if (!place || this.#host.querySelector(".ns-timer__note--python")) return;
    const note = document.createElement("div");
    note.className = "ns-timer__note ns-timer__note--python";
    const words = document.createElement("p");
    const never = whyNever();
    words.textContent = never ? `${text} ${never}` : text;
    note.append(words, ...(never ? [] : [tryAgainButton()]));
    place.before(note);
  }
}

/**
 * @param {Effect[]} effects
 * @returns {Effect[]} without scores and locks of the screen that a later one replaces
 */
function lastOf(effects) {
  const last = new Map(effects.map(({ kind }, number) => [kind, number]));
  return effects.filter(({ kind }, number) => (kind !== "score" && kind !== "keep-awake") || last.get(kind) === number);
}

/**
 * @param {HTMLElement} host
 * @returns {string | null} the name of its run; null where it has none, or where the page's address asks for another
 */
function nameOf(host) {
  if (host.localName === "hold-timer") return host.getAttribute("slug");
  return host.localName === "session-player" && !isForPython(fragmentFor(host)) ? host.localName : null;
}

/**
 * @param {string} name
 * @returns {Promise<RunFile | null>} null where it cannot be had
 */
async function fetchRun(name) {
  try {
    const response = await fetch(new URL(`assets/runs/${name}.json`, siteUrl), { priority: "high" });
    /** @type {RunFile} */
    const file = await response.json();
    return response.ok && file.version === VERSION ? file : null;
  } catch (error) {
    console.warn(`first run of ${name}: ${error}`);
    return null;
  }
}

/**
 * @param {number} at page time
 * @param {() => void} then
 * @returns {() => void} cancels it
 */
function waitUntil(at, then) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const wait = () => {
    timer = setTimeout(() => (now() < at ? wait() : then()), Math.ceil(until(at)));
  };
  wait();
  return () => clearTimeout(timer);
}
