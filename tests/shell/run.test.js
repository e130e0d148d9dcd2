// A first run as the page plays it: every phase in its time, taps as the timer's machine takes them, no phase lost to sleep.

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import "./as-built.js";
import { sameFrom } from "../../widgets/shell/effects/tone-plan.js";

const { changed, Run } = await import("../../widgets/shell/run.js");

const SOUND = { strong: false, flash: false, listen: false, silent_switch: false, voice_name: null };
const CUES = [
  { at: 0, tone: "ready", speak: "Get ready", vibrate: [120] },
  { at: 10_000, tone: "ready", speak: "Move" },
  { at: 12_000, tone: "hold", speak: "Hold" },
  { at: 17_000, tone: "finish", speak: "Finished" },
];
const phase = (name) => `<p>${name}</p><b id="t-number" data-countdown-to="@0">5</b><a href="{root}x"></a><i stroke-dashoffset="0">`;
const PIECES = [phase("ready"), phase("move"), phase("hold"), "<p>finished</p>", "paused ", "stopped", "hurt",
  '<button data-on-click="set-sounds" data-value="false" aria-pressed="true">'];
const FILE = {
  version: 2, id: "t", double_tap_ms: 500, back_ms: 2000, swapped: ["start", "pause", "resume"],
  frames: [
    { at: 0, view: [[0, 0, [0, 7]]], paused: [[0, 0, [4]]], goes: 0,
      effects: [{ kind: "score", cues: CUES, sound: SOUND, parts: [{ at: 0, title: "T", about: "Hold timer" }] }] },
    { at: 10_000, view: [[0, 1, [1]]], paused: [[0, 0, [4]]], goes: 1 },
    { at: 12_000, view: [[0, 1, [2]]], paused: [[0, 0, [4]]] },
    { at: 17_000, view: [[0, 2, [3]]] },
  ],
  stopped: [5], hurt: [6], pieces: PIECES,
  told: {
    pause: [{ kind: "announce", text: "Paused", urgent: false }],
    stop: [{ kind: "announce", text: "Stopped", urgent: true }],
    hurts: [{ kind: "announce", text: "Does it?", urgent: true }],
  },
};
const START = 1_000_000;

const say = (part) => `<div class="ns-say"><button data-on-click="say" data-value="[${part}, &quot;right&quot;]" aria-checked="false"></div>`;
const SESSION = {
  ...FILE,
  frames: [
    { at: 0, view: [[0, 0, [0, 7]]], paused: [[0, 0, [4]]], lead: true,
      effects: [{ kind: "score", cues: CUES, sound: SOUND, parts: [0, 12_000].map((at) => ({ at, title: "T", about: "" })) }] },
    { at: 10_000, view: [[0, 1, [1]]], paused: [[0, 0, [4]]] },
    { at: 12_000, view: [[0, 1, [8]]], paused: [[0, 0, [4]]], lead: true },
    { at: 14_000, view: [[0, 1, [2]]], paused: [[0, 0, [4]]] },
    { at: 17_000, view: [[0, 2, [3]]] },
  ],
  altered: [9],
  pieces: [...PIECES, `${phase("coming")}${say(0)}`, "<p>altered</p>"],
};
const START_OF_SECOND = 12_000;

let time;
let waiting;
let shown;
let did;
let sent;
let reached;
let run;

/** Lets time go by, in the order of what waits for it. */
function until(at) {
  for (;;) {
    const next = [...waiting].sort((a, b) => a.at - b.at)[0];
    if (!next || next.at > at) break;
    waiting.delete(next);
    time = Math.max(time, next.at);
    next.then();
  }
  time = Math.max(time, at);
}

/** The device sleeps: what waits comes late. */
function sleep(milliseconds) {
  time += milliseconds;
}

const view = () => shown.at(-1).match(/paused|<p>(\w+)<\/p>|stopped|hurt/)[0].replace(/<\/?p>/g, "");
const tap = (name, value = null) => run.take(name, value, time);
const scores = () => did.filter(({ kind }) => kind === "score");
const awake = () => did.findLast(({ kind }) => kind === "keep-awake").on;

beforeEach(() => {
  [time, waiting, shown, did, sent, reached] = [START, new Set(), [], [], [], true];
  begin(FILE);
});

function begin(file) {
  run = new Run(file, {
    now: () => time,
    realSeconds: (milliseconds) => milliseconds / 1000,
    wait(at, then) {
      const one = { at, then };
      waiting.add(one);
      return () => waiting.delete(one);
    },
    reaches: () => reached,
    show: (html) => shown.push(html),
    perform: (effect) => did.push(effect),
    send: (name, at) => sent.push([name, at - START]),
    root: "../../",
  });
  run.begin(START);
}

describe("from Start to the end", () => {
  it("shows each phase at its time, and tells Python of each", () => {
    const seen = [];
    for (const at of [0, 9_999, 10_000, 12_000, 16_999, 17_000]) {
      until(START + at);
      seen.push(view());
    }
    assert.deepEqual(seen, ["ready", "ready", "move", "hold", "hold", "finished"]);
    assert.deepEqual(sent, [["wake", 10_000], ["wake", 12_000], ["wake", 17_000]]);
    assert.equal(run.state, "finished");
    assert.equal(awake(), false);
    until(START + 60_000);
    assert.equal(waiting.size, 0);
  });

  it("plays one score, on the page's clock", () => {
    until(START + 17_000);
    assert.equal(scores().length, 1);
    assert.deepEqual(scores()[0].cues.map(({ at }) => at - START), CUES.map(({ at }) => at));
    assert.equal(scores()[0].parts[0].at, START);
    assert.equal(CUES[0].at, 0);
  });

  it("says from when on a slow line may bring the voice, also after a pause", () => {
    begin({ ...FILE, voice_from: 12_000 });
    assert.equal(scores().at(-1).voice_from, START + 12_000);
    until(START + 4000);
    run.take("pause", null, START + 4000);
    until(START + 9000);
    run.take("resume", null, START + 9000);
    assert.equal(scores().at(-1).voice_from, START + 17_000);
  });

  it("writes times and the site's root into the view", () => {
    until(START + 12_000);
    assert.match(shown.at(-1), new RegExp(`data-countdown-to="${START + 12_000}"`));
    assert.match(shown.at(-1), /href="\.\.\/\.\.\/x"/);
  });

  it("begins where it is by now, if it comes late", () => {
    run.end();
    time = START + 11_000;
    run.begin(START);
    assert.equal(view(), "move");
    assert.equal(run.ready, 10_000);
  });
});

describe("taps", () => {
  it("pauses and goes on where it was, ten seconds later", () => {
    until(START + 13_500);
    assert.equal(tap("pause"), true);
    assert.match(shown.at(-1), /paused/);
    assert.match(shown.at(-1), /id="t-number"[^>]*>4</);
    assert.match(shown.at(-1), /stroke-dashoffset="30"/);
    assert.equal(scores().at(-1).cues.length, 0);
    assert.equal(awake(), false);
    until(START + 23_500);
    assert.equal(run.state, "paused");
    tap("resume");
    assert.deepEqual(scores().at(-1).cues.map(({ at, speak }) => [at - START, speak]), [[23_500, "Hold"], [27_000, "Finished"]]);
    until(START + 26_999);
    assert.equal(view(), "hold");
    until(START + 27_000);
    assert.equal(view(), "finished");
    assert.deepEqual(sent.at(-1), ["wake", 27_000]);
  });

  it("skips to the next phase, and from the last one to the end", () => {
    until(START + 4_000);
    tap("skip");
    assert.equal(view(), "move");
    assert.deepEqual(scores().at(-1).cues.map(({ at }) => at - START), [4_000, 6_000, 11_000]);
    until(START + 6_000);
    assert.equal(view(), "hold");
    tap("skip");
    assert.equal(view(), "finished");
    assert.deepEqual(scores().at(-1).cues.map(({ speak }) => speak), ["Finished"]);
    assert.equal(did.at(-1).selector, "#t-done");
  });

  it("goes back to the phase's beginning, or in its first two seconds to the one before", () => {
    until(START + 15_000);
    tap("back");
    assert.equal(view(), "hold");
    until(START + 16_000);
    tap("back");
    assert.equal(view(), "move");
    until(START + 18_000);
    assert.equal(view(), "hold");
  });

  it("skips and goes back while it is paused", () => {
    until(START + 3_000);
    tap("pause");
    tap("skip");
    assert.match(shown.at(-1), /paused.*move/);
    tap("back");
    assert.match(shown.at(-1), /paused.*ready/);
    tap("skip");
    time += 60_000;
    tap("resume");
    const [first] = scores().at(-1).cues;
    assert.deepEqual([first.at, first.speak], [time, "Move"]);
  });

  it("tells where it would go on, while it is paused and nothing sounds", () => {
    const told = () => did.filter(({ kind }) => kind === "announce").map(({ text }) => text);
    until(START + 3_000);
    tap("skip");
    assert.deepEqual(told(), []);
    tap("back");
    time += 1000;
    tap("pause");
    tap("skip");
    tap("back");
    assert.deepEqual(told(), ["Paused", PIECES[1], PIECES[0]]);
  });

  it("stops, and stops because it hurts, with silence", () => {
    until(START + 13_000);
    tap("stop");
    assert.deepEqual([view(), run.state, awake(), scores().at(-1).cues.length], ["stopped", "stopped", false, 0]);
    assert.equal(waiting.size, 0);
    until(START + 14_000);
    tap("hurts");
    assert.equal(view(), "hurt");
    until(START + 15_000);
    assert.equal(tap("start"), true);
    assert.deepEqual([view(), run.state], ["ready", "running"]);
  });

  it("ignores the second half of a double tap, but never a stop", () => {
    time += 200;
    assert.equal(tap("pause"), true);
    assert.equal(run.state, "running");
    tap("hurts");
    assert.equal(run.state, "hurt");
    time += 200;
    assert.equal(tap("hurts"), true);
    assert.equal(did.filter(({ kind }) => kind === "focus").length, 1);
  });

  it("says what pausing, stopping and pain have changed, once each", () => {
    const told = () => did.filter(({ kind }) => kind === "announce").map(({ text }) => text);
    until(START + 13_000);
    tap("pause");
    tap("pause");
    assert.deepEqual(told(), ["Paused"]);
    time += 1000;
    tap("resume");
    time += 1000;
    tap("stop");
    assert.deepEqual(told(), ["Paused", "Stopped"]);
    time += 1000;
    tap("hurts");
    assert.deepEqual(told(), ["Paused", "Stopped", "Does it?"]);
    assert.equal(did.at(-1).selector, "#t-done");
  });

  it("leaves to Python what only Python knows", () => {
    for (const name of ["adjust", "set-hold", "spread", "big"]) assert.equal(tap(name, true), false);
  });

  it("switches tones and voice off and on at once, and leaves vibration", () => {
    until(START + 5_000);
    tap("set-sounds", false);
    assert.ok(scores().at(-1).cues.every((cue) => !cue.tone && !cue.speak));
    assert.match(shown.at(-1), /data-value="true" aria-pressed="false"/);
    until(START + 10_500);
    assert.match(shown.at(-1), /data-value="true" aria-pressed="false"/);
    tap("set-sounds", true);
    assert.deepEqual(scores().at(-1).cues.map(({ at, tone }) => [at - START, tone]), [[12_000, "hold"], [17_000, "finish"]]);
    until(START + 12_000);
    assert.match(shown.at(-1), /data-value="false" aria-pressed="true"/);
  });
});

describe("a session", () => {
  beforeEach(() => {
    run.end();
    [waiting, shown, did, sent] = [new Set(), [], [], []];
    begin(SESSION);
  });

  it("goes to the next exercise, and from the last one to the end", () => {
    until(START + 3_000);
    assert.equal(tap("skip-exercise"), true);
    assert.equal(view(), "coming");
    time += 600;
    tap("next-track");
    assert.equal(view(), "altered");
    assert.equal(run.state, "finished");
  });

  it("goes back to the beginning of the exercise, or in its first two seconds to the one before", () => {
    until(START + 15_000);
    tap("back-exercise");
    assert.equal(view(), "coming");
    time += 1_000;
    tap("previous-track");
    assert.equal(view(), "ready");
    time += 3_000;
    tap("back-exercise");
    assert.equal(view(), "ready");
  });

  it("takes a tap right after another exercise came for one that was meant for the exercise before", () => {
    until(START + 3_000);
    tap("skip-exercise");
    time += 200;
    assert.equal(tap("pause"), true);
    assert.equal(run.state, "running");
    time += 400;
    tap("pause");
    assert.equal(run.state, "paused");
  });

  it("shows what the reader says of an exercise, and takes it back", () => {
    const pressed = () => /right&quot;\]" aria-checked="true"/.test(shown.at(-1));
    until(START + START_OF_SECOND);
    assert.equal(pressed(), false);
    tap("say", [0, "right"]);
    assert.equal(pressed(), true);
    assert.deepEqual(did.at(-1), { kind: "announce", text: "Noted." });
    tap("say", [0, "right"]);
    assert.equal(pressed(), false);
    assert.equal(did.at(-1).text, "Taken back.");
  });

  it("ends as its frames do where nothing was skipped or said", () => {
    until(START + 17_000);
    assert.equal(view(), "finished");
  });

  it("says nothing of what was done where something was said or skipped", () => {
    until(START + START_OF_SECOND);
    tap("say", [0, "right"]);
    until(START + 17_000);
    assert.equal(view(), "altered");
    time += 600;
    assert.equal(tap("start"), true);
    until(START + 60_000);
    assert.equal(view(), "finished");
  });

  it("asks of no exercise of which something was left out", () => {
    until(START + 3_000);
    tap("skip"); // Getting ready: nothing of the exercise is lost.
    until(START + 6_000);
    assert.match(shown.at(-1), /coming.*ns-say/s);
    tap("back-exercise");
    time += 600;
    tap("skip-exercise");
    assert.match(shown.at(-1), /coming/);
    assert.doesNotMatch(shown.at(-1), /ns-say/);
  });

  it("goes by phases on a lock screen where there is one exercise", () => {
    run.end();
    begin(FILE);
    until(START + 3_000);
    tap("next-track");
    assert.equal(view(), "move");
    tap("previous-track");
    assert.equal(view(), "ready");
  });
});

describe("no phase goes by unseen", () => {
  it("waits where the device slept", () => {
    until(START + 12_600);
    sleep(60_000);
    until(time + 1);
    assert.equal(run.state, "paused");
    const [name, at] = sent.at(-1);
    assert.equal(name, "pause");
    assert.ok(at >= 12_000 && at <= 12_600);
    assert.match(shown.at(-1), /paused.*hold/);
  });

  it("waits where a phase would begin on a hidden page without sound", () => {
    until(START + 9_000);
    reached = false;
    until(START + 10_000);
    assert.equal(run.state, "paused");
    assert.match(shown.at(-1), /paused.*ready/);
    assert.ok(sent.every(([name]) => name !== "wake"));
    reached = true;
    until(START + 20_000);
    tap("resume");
    until(time + 2_000);
    assert.equal(view(), "move");
  });

  it("goes on over a short stall", () => {
    until(START + 9_900);
    sleep(800);
    until(time + 1);
    assert.equal(view(), "move");
    assert.deepEqual(sent, [["wake", 10_000]]);
  });
});

describe("what comes from the file", () => {
  it("applies changes from the last one to the first", () => {
    assert.deepEqual(changed([1, 2, 3, 4], [[0, 0, [9]], [1, 2, []], [3, 4, [7, 8]]]), [9, 1, 3, 7, 8]);
  });
});

describe("taking over the sound", () => {
  const later = CUES.map((cue) => ({ ...cue, at: cue.at + START }));
  it("knows the same cues from now on, whatever was before", () => {
    assert.equal(sameFrom(START + 10_200, later, later.slice(1)), true);
    assert.equal(sameFrom(START + 10_200, later, later.map(({ at, tone, speak }) => ({ at, tone, speak }))), true);
  });
  it("knows another time, tone or word", () => {
    const moved = later.map((cue) => ({ ...cue, at: cue.at + 1 }));
    assert.equal(sameFrom(START, later, moved), false);
    assert.equal(sameFrom(START, later, later.map((cue) => ({ ...cue, speak: "Rest" }))), false);
    assert.equal(sameFrom(START, later, later.slice(0, -1)), false);
  });
});
