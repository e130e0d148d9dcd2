// A first run: the own views and cues of a timer or of the session from the build (`widgets/build/runs.py`), played until
// Python takes over.
//
// Nothing is decided here. A frame is the view of one phase. Pausing, skipping and going back move the frames on the page's
// clock as the timer's machine does, so that Python, which gets the same events at the same times, comes to the same view.
// Pure: time, views and effects come in as functions.

/** @import { Cue, Effect, Json, Part, Sound } from "./types.js" */

import { _ } from "./language.js";

/** @typedef {[number, number, number[]]} Change pieces from one index to another, and the pieces that replace them */
/** @typedef {{at: number, view: Change[], paused?: Change[], effects?: Effect[], goes?: number, lead?: true}} Frame `goes`: the piece with what is told of it where a
 *   paused run comes to it; `lead`: nothing is done yet */
/** @typedef {{view: Change[], on: [number, number, number][]}} State `on`: an event, the next state, and effects, by number */

/**
 * @typedef {object} Before what comes before Start: views, and which event leads from one to another
 * @property {number[]} first the pieces of state 0; every other state has its differences from it
 * @property {[string, Json][]} events
 * @property {Effect[][]} effects
 * @property {State[]} states
 */
/** @typedef {{kind: "score", cues: Cue[], sound: Sound, parts: Part[]}} Score */

/**
 * @typedef {object} RunFile
 * @property {number} version
 * @property {string} id what the ids of its views begin with
 * @property {number} double_tap_ms a tap of `swapped` this soon after buttons gave way to others is ignored
 * @property {string[]} swapped
 * @property {number} back_ms `back` restarts the phase; within this time it goes to the one before
 * @property {Frame[]} frames the last one is the end
 * @property {number} [voice_from] milliseconds after Start until which a slow line is kept free of the recorded voice
 * @property {number[]} stopped
 * @property {number[]} hurt
 * @property {Record<"pause" | "stop" | "hurts", Effect[]>} told what is announced after a tap
 * @property {number[]} [altered] the end of a session that did not go as the frames do
 * @property {Before} [before]
 * @property {string[]} pieces
 */

/**
 * @typedef {object} Stage
 * @property {() => number} now page time in milliseconds
 * @property {(milliseconds: number) => number} realSeconds
 * @property {(at: number, then: () => void) => () => void} wait calls back at a page time; returns what cancels that
 * @property {() => boolean} reaches whether the reader can see or hear it now
 * @property {(html: string) => void} show
 * @property {(effect: Effect) => void} perform
 * @property {(name: string, at: number) => void} send an event for Python
 * @property {string} root relative address of the site's root
 */

export const VERSION = 2;
/** Real seconds without a sign of life after which the device must have slept. */
const SLEPT = 2;
/** Real seconds by which a frame may begin late. */
const LATE = 1;
/** Milliseconds between two signs of life. */
const BEAT = 500;
/** The button of a run's view that switches tones and voice. */
const SOUNDS = "set-sounds";

export class Run {
  /** @type {"running" | "paused" | "finished" | "stopped" | "hurt"} */
  state = "running";
  /** Index of the frame that is shown. */
  index = 0;
  #file;
  #stage;
  /** @type {number[][]} the pieces of each frame */
  #views = [];
  /** @type {Score} */
  #score;
  /** Page time at which the score's first millisecond is, or would be. */
  #base = 0;
  /** Milliseconds of the score that are done, while it stands still. */
  #done = 0;
  /** When buttons last gave way to others. */
  #swapped = -Infinity;
  /** @type {Map<number, string>} what the reader said of each exercise */
  #said = new Map();
  /** Whether the run no longer goes as the frames do, so that the last one is not its end. */
  #altered = false;
  /** Whether something was left out. Then only Python knows which exercises there is something to say of. */
  #leftOut = false;
  /** Whether the reader has switched tones and voice off. */
  #muted = false;
  #alive = 0;
  /** @type {() => void} */
  #cancel = () => {};
  /** @type {() => void} */
  #stopBeat = () => {};

  /**
   * @param {RunFile} file
   * @param {Stage} stage
   */
  constructor(file, stage) {
    this.#file = file;
    this.#stage = stage;
    let pieces = /** @type {number[]} */ ([]);
    for (const { view } of file.frames) this.#views.push((pieces = changed(pieces, view)));
    const first = file.frames[0]?.effects?.find(({ kind }) => kind === "score");
    this.#score = /** @type {Score} */ (/** @type {unknown} */ (first));
  }

  /** Milliseconds from Start to the end of getting ready. */
  get ready() {
    return this.#at(1);
  }

  /**
   * Plays from Start, which may lie a little in the past.
   * @param {number} at whole milliseconds
   */
  begin(at) {
    this.state = "running";
    this.#said.clear();
    this.#altered = this.#leftOut = false;
    this.#base = at;
    this.#swapped = at;
    this.#alive = this.#stage.now();
    this.index = this.#indexAt(this.#alive - at);
    this.#sound(0);
    this.#stage.perform({ kind: "keep-awake", on: true });
    this.#show();
    this.#beat();
    this.#schedule();
  }

  /**
   * @param {string} html a view of Python's
   * @returns {boolean} whether it shows the same moment as this run
   */
  matches(html) {
    if (this.state !== "running") return html.includes(`data-state="${this.state}"`);
    return html.includes(`data-countdown-to="${this.#base + this.#at(this.index + 1)}"`);
  }

  /** Ends playing. What sounds goes on: whoever takes over decides. */
  end() {
    this.#cancel();
    this.#stopBeat();
  }

  /**
   * Takes a tap.
   * @param {string} name
   * @param {Json} value
   * @param {number} at whole milliseconds
   * @returns {boolean} whether the page has answered; else only Python can
   */
  take(name, value, at) {
    this.#catchUp(at);
    const going = this.state === "running" || this.state === "paused";
    const guarded = this.#file.swapped.includes(name) || (name === "hurts" && !going);
    if (guarded && at - this.#swapped < this.#file.double_tap_ms) return true;
    if (name === SOUNDS) {
      this.#mute(value === false);
      return true;
    }
    if (name === "hurts") this.#leave("hurt", at);
    else if (name === "start" && !going) this.begin(at);
    else if (!going) return false;
    else if (name === "pause") this.#pause(at);
    else if (name === "resume") this.#resume(at);
    else if (name === "stop") this.#leave("stopped", at);
    else if (name === "say") this.#say(/** @type {[number, string]} */ (value), at);
    else return this.#move(name, at);
    return true;
  }

  /**
   * Goes to another phase or exercise; lock screens and headsets call an exercise a track.
   * @param {string} name
   * @param {number} at
   */
  #move(name, at) {
    const several = this.#score.parts.length > 1;
    const part = this.#partOf(this.index);
    if (name === "skip" || (name === "next-track" && !several)) this.#jump(this.index + 1, at);
    else if (name === "back" || (name === "previous-track" && !several)) {
      this.#jump(this.index - Number(this.index > 0 && this.#isNew(this.index, at)), at);
    } else if (name === "skip-exercise" || name === "next-track") this.#jump(this.#startOf(part + 1), at);
    else if (name === "back-exercise" || name === "previous-track") {
      const start = this.#startOf(part);
      this.#jump(part > 0 && this.#isNew(start, at) ? this.#startOf(part - 1) : start, at);
    } else return false;
    return true;
  }

  // --- taps

  /** @param {number} at */
  #pause(at) {
    if (this.state === "paused") return; // The second half of a double tap.
    this.#done = this.#doneAt(at);
    this.state = "paused";
    this.end();
    this.#swapped = at;
    this.#perform({ cues: [], parts: this.#parts().slice(0, 1) });
    this.#stage.perform({ kind: "keep-awake", on: false });
    this.#show();
    this.#tell("pause");
    this.#focus("resume");
  }

  /** @param {number} at */
  #resume(at) {
    if (this.state === "running") return;
    this.state = "running";
    this.#base = at - this.#done;
    this.#swapped = at;
    this.#sound(this.#done, true);
    this.#stage.perform({ kind: "keep-awake", on: true });
    this.#show();
    this.#focus("pause");
    this.#alive = this.#stage.now();
    this.#beat();
    this.#schedule();
  }

  /**
   * @param {number} index of a frame
   * @param {number} at
   * @returns {boolean} whether it began so lately that `back` goes to the one before
   */
  #isNew(index, at) {
    return this.#doneAt(at) - this.#at(index) < this.#file.back_ms;
  }

  /**
   * @param {number} index of a frame
   * @returns {number} its exercise
   */
  #partOf(index) {
    const begins = this.#score.parts.findIndex(({ at }) => at > this.#at(index));
    return (begins < 0 ? this.#score.parts.length : begins) - 1;
  }

  /**
   * @param {number} part number of an exercise
   * @returns {number} index of its first frame; after the last exercise, of the end
   */
  #startOf(part) {
    const begins = this.#score.parts[part]?.at;
    return begins === undefined ? this.#last : this.#file.frames.findIndex(({ at }) => at === begins);
  }

  /**
   * Takes an answer about an exercise; the same answer again takes it back.
   * @param {[number, string]} answer
   * @param {number} at
   */
  #say([part, word], at) {
    const again = this.#said.get(part) === word;
    if (again) this.#said.delete(part);
    else this.#said.set(part, word);
    this.#altered = true;
    this.#swapped = at;
    this.#show();
    this.#stage.perform({ kind: "announce", text: again ? _("Taken back.") : _("Noted.") });
  }

  /**
   * @param {number} index
   * @param {number} at
   */
  #jump(index, at) {
    this.#altered = true;
    this.#leftOut ||= this.#file.frames.slice(this.index, index).some(({ lead }) => !lead);
    if (index < this.#last && this.#partOf(index) !== this.#partOf(this.index)) this.#swapped = at;
    this.index = index;
    this.#base = at - this.#at(index);
    this.#done = this.#at(index);
    if (index === this.#last) {
      this.#sound(this.#done);
      this.#finish(at);
      this.#focus("done");
      return;
    }
    if (this.state === "running") {
      this.#sound(this.#done);
      this.#schedule();
    }
    this.#show();
    if (this.state === "paused") this.#tellWhere();
  }

  /** Tells where a paused run goes on: its cues are silent until it does. */
  #tellWhere() {
    const { goes } = /** @type {Frame} */ (this.#file.frames[this.index]);
    const text = goes === undefined ? undefined : this.#file.pieces[goes];
    if (text) this.#stage.perform({ kind: "announce", text, urgent: false });
  }

  /**
   * @param {"stopped" | "hurt"} state
   * @param {number} at
   */
  #leave(state, at) {
    this.state = state;
    this.#swapped = at;
    this.end();
    this.#perform({ cues: [], parts: [] });
    this.#stage.perform({ kind: "keep-awake", on: false });
    this.#stage.show(this.#html(this.#file[state], at));
    this.#tell(state === "hurt" ? "hurts" : "stop");
    this.#focus("done");
  }

  /** @param {boolean} muted */
  #mute(muted) {
    this.#muted = muted;
    if (this.state === "running") this.#sound(this.#doneAt(this.#stage.now()));
    if (this.state === "running" || this.state === "paused") this.#show();
  }

  // --- time

  /**
   * Shows the phase that a tap is meant for, where a busy page is late with it.
   * @param {number} at
   */
  #catchUp(at) {
    while (this.state === "running" && this.#base + this.#at(this.index + 1) <= at) this.#advance();
  }

  get #last() {
    return this.#file.frames.length - 1;
  }

  /** @param {number} index */
  #at(index) {
    return /** @type {Frame} */ (this.#file.frames[index]).at;
  }

  /** @param {number} done */
  #indexAt(done) {
    return Math.max(0, this.#file.frames.findLastIndex(({ at }) => at <= done));
  }

  /** @param {number} at */
  #doneAt(at) {
    return this.state === "running" ? Math.max(this.#at(this.index), at - this.#base) : this.#done;
  }

  #schedule() {
    this.#cancel();
    this.#cancel = this.#stage.wait(this.#base + this.#at(this.index + 1), () => this.#next());
  }

  /** Shows the next frame at its time; where nobody could see or hear it begin, the run waits for the reader. */
  #next() {
    const due = this.#base + this.#at(this.index + 1);
    const late = this.#stage.realSeconds(this.#stage.now() - due) > LATE;
    if (late || !this.#stage.reaches()) {
      this.#halt(Math.min(this.#alive, due - 1));
      return;
    }
    this.#advance();
  }

  #advance() {
    const due = this.#base + this.#at(this.index + 1);
    this.index += 1;
    this.#stage.send("wake", due);
    if (this.index === this.#last) this.#finish(due);
    else {
      this.#show();
      this.#schedule();
    }
  }

  #beat() {
    this.#stopBeat();
    const wait = () => {
      this.#stopBeat = this.#stage.wait(this.#stage.now() + BEAT, () => {
        const now = this.#stage.now();
        if (this.#stage.realSeconds(now - this.#alive - BEAT) > SLEPT) this.#halt(this.#alive);
        else {
          this.#alive = now;
          wait();
        }
      });
    };
    wait();
  }

  /**
   * Pauses where the reader last was with it, also for Python.
   * @param {number} at
   */
  #halt(at) {
    const then = Math.max(Math.round(at), this.#base + this.#at(this.index));
    this.#stage.send("pause", then);
    this.#pause(then);
  }

  /** @param {number} at */
  #finish(at) {
    this.state = "finished";
    this.#swapped = at;
    this.end();
    this.#stage.perform({ kind: "keep-awake", on: false });
    this.#show();
  }

  // --- views and sounds

  #show() {
    const { altered } = this.#file;
    const end = this.index === this.#last && this.#altered && altered;
    const view = end || /** @type {number[]} */ (this.#views[this.index]);
    const begins = this.#base + this.#at(this.index);
    if (this.state !== "paused") {
      this.#stage.show(this.#html(view, begins));
      return;
    }
    const { paused = [] } = /** @type {Frame} */ (this.#file.frames[this.index]);
    this.#stage.show(this.#still(this.#html(changed(view, paused), begins)));
  }

  /**
   * @param {number[]} pieces
   * @param {number} begins page time to which the view's times are relative
   */
  #html(pieces, begins) {
    let html = pieces.map((piece) => this.#file.pieces[piece]).join("");
    html = html.replaceAll("{root}", this.#stage.root);
    html = html.replace(/="@(\d+)"/g, (_, after) => `="${begins + Number(after)}"`);
    if (this.#muted) {
      const button = `data-on-click="${SOUNDS}"`;
      html = html.replace(`${button} data-value="false" aria-pressed="true"`, `${button} data-value="true" aria-pressed="false"`);
    }
    for (const [part, word] of this.#said) {
      const answer = `data-value="[${part}, &quot;${word}&quot;]" aria-checked=`;
      html = html.replace(`${answer}"false"`, `${answer}"true"`);
    }
    return this.#leftOut ? html.replace(/<div class="ns-say".*?<\/div>/s, "") : html;
  }

  /**
   * Writes into a paused view how much of its phase is left.
   * @param {string} html
   */
  #still(html) {
    const [from, to] = [this.#at(this.index), this.#at(this.index + 1)];
    const gone = Math.round((1000 * (this.#done - from)) / (to - from)) / 10;
    return html
      .replace(new RegExp(`(id="${this.#file.id}-number"[^>]*>)[^<]*`), `$1${Math.ceil((to - this.#done) / 1000)}`)
      .replace(/stroke-dashoffset="[^"]*"/g, `stroke-dashoffset="${gone}"`);
  }

  /**
   * Plays the cues from a moment of the score on.
   * @param {number} done milliseconds of the score
   * @param {boolean} nowToo begin with the cue of the phase that is going on
   */
  #sound(done, nowToo = false) {
    const cues = this.#score.cues.filter(({ at }) => at >= done);
    const present = this.#score.cues.find(({ at }) => at === this.#at(this.index));
    if (nowToo && present && cues[0]?.at !== done) cues.unshift({ ...present, at: done });
    this.#perform({ cues: cues.flatMap((cue) => this.#audible({ ...cue, at: cue.at + this.#base })), parts: this.#parts() });
  }

  /**
   * @param {Cue} cue
   * @returns {Cue[]} the cue without what is switched off; none where nothing is left
   */
  #audible(cue) {
    if (this.#muted) {
      delete cue.tone;
      delete cue.speak;
    }
    return cue.tone || cue.speak || cue.vibrate ? [cue] : [];
  }

  /** @returns {Part[]} */
  #parts() {
    return this.#score.parts.map((part) => ({ ...part, at: part.at + this.#base }));
  }

  /** @param {{cues: Cue[], parts: Part[]}} score */
  #perform({ cues, parts }) {
    const from = this.#base + (this.#file.voice_from ?? 0);
    this.#stage.perform({ kind: "score", cues, parts, sound: this.#score.sound, voice_from: from });
  }

  /** @param {"pause" | "stop" | "hurts"} name */
  #tell(name) {
    for (const effect of this.#file.told[name]) this.#stage.perform(effect);
  }

  /** @param {string} part */
  #focus(part) {
    this.#stage.perform({ kind: "focus", selector: `#${this.#file.id}-${part}` });
  }
}

/**
 * @param {readonly number[]} before
 * @param {readonly Change[]} changes in order
 * @returns {number[]}
 */
export function changed(before, changes) {
  const after = [...before];
  for (const [start, end, pieces] of [...changes].reverse()) after.splice(start, end - start, ...pieces);
  return after;
}
