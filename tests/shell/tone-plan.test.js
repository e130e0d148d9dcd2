// The plan of a score's tones: far enough ahead, none twice, and made again where the audio clock stood still.

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import { LATE, stillToCome, TonePlan } from "../../widgets/shell/effects/tone-plan.js";

let time;
let sound;
let played;

const sounding = {
  now: () => time,
  until: (at) => Math.max(0, at - time),
  soundTime: () => sound,
  play(tone, delay) {
    if (sound === null) return null;
    const one = { tone, at: time + delay * 1000, cancelled: false };
    played.push(one);
    return () => (one.cancelled = true);
  },
};

/** Page and audio clock go on together. */
function goOn(milliseconds) {
  time += milliseconds;
  if (sound !== null) sound += milliseconds / 1000;
}

const heard = () => played.filter((one) => !one.cancelled).map((one) => one.at);
const cues = (...moments) => moments.map((at) => ({ at, tone: "tick" }));

beforeEach(() => {
  time = 1_000_000;
  sound = 50;
  played = [];
});

describe("the cues that can still sound", () => {
  it("are in order, without those that are too late", () => {
    const found = stillToCome(cues(time + 5, time - LATE - 1, time - LATE, time), time);
    assert.deepEqual(found.map(({ at }) => at - time), [-LATE, 0, 5]);
  });
});

describe("a plan", () => {
  it("reaches three minutes, and goes on where it ended", () => {
    const all = cues(...[0, 60, 180, 181, 400].map((seconds) => time + seconds * 1000));
    const start = time;
    const plan = new TonePlan(all, sounding);
    assert.equal(plan.extend(), true);
    assert.deepEqual(heard().map((at) => (at - start) / 1000), [0, 60, 180]);
    goOn(60_000);
    assert.equal(plan.extend(), true);
    goOn(180_000);
    assert.equal(plan.extend(), false);
    assert.deepEqual(heard().map((at) => (at - start) / 1000), [0, 60, 180, 181, 400]);
  });

  it("leaves out cues without a tone, and those that are too late", () => {
    const plan = new TonePlan([{ at: time - LATE - 1, tone: "tick" }, { at: time, speak: "Hold" }, ...cues(time + 9)], sounding);
    assert.equal(plan.extend(), false);
    assert.deepEqual(heard(), [time + 9]);
  });

  it("waits for sound, and then has all tones that are not too late", () => {
    sound = null;
    const plan = new TonePlan(cues(time, time + 1000, time + 5000), sounding);
    assert.equal(plan.extend(), true);
    goOn(2000);
    sound = 0;
    assert.equal(plan.extend(), false);
    assert.deepEqual(heard().map((at) => at - time), [0, 3000]); // The first is 2 s late, the second is played at once.
  });

  it("cancels every tone at once, and each only once", () => {
    const plan = new TonePlan(cues(time + 1, time + 2), sounding);
    plan.extend();
    plan.cancel();
    assert.deepEqual(heard(), []);
    played = [];
    plan.cancel();
    assert.deepEqual(played, []);
  });

  it("plans the tones after a moment again, and leaves those before it", () => {
    const plan = new TonePlan(cues(time + 50, time + 500, time + 900), sounding);
    plan.extend();
    plan.cancelAfter(time + 50);
    assert.deepEqual(heard(), [time + 50]);
    plan.extend();
    assert.deepEqual(heard(), [time + 50, time + 500, time + 900]);
  });

  it("forgets no tone that waits for sound when the later ones are planned again", () => {
    sound = null;
    const plan = new TonePlan(cues(time + 50, time + 500), sounding);
    plan.extend();
    plan.cancelAfter(time + 100);
    sound = 0;
    plan.extend();
    assert.deepEqual(heard(), [time + 50, time + 500]);
  });
});

describe("the audio clock", () => {
  let plan;

  beforeEach(() => {
    plan = new TonePlan(cues(time + 1000, time + 60_000), sounding);
    plan.extend();
  });

  it("that goes on with the page leaves the plan as it is", () => {
    goOn(30_000);
    assert.equal(plan.outdatedAfter(), null);
  });

  it("that is known 4 ms better leaves the plan, 5 ms better changes the tones that are not near", () => {
    sound += 0.004;
    assert.equal(plan.outdatedAfter(), null);
    sound += 0.001;
    assert.equal(plan.outdatedAfter(), time + 100);
  });

  it("that stood still for more than 200 ms makes all tones late, just past ones too", () => {
    time += 201; // Only the page went on.
    assert.equal(plan.outdatedAfter(), time - LATE / 2);
  });

  it("that is gone asks for nothing", () => {
    sound = null;
    assert.equal(plan.outdatedAfter(), null);
  });

  it("is compared with the time of the new plan afterwards", () => {
    time += 500;
    plan.cancelAfter(plan.outdatedAfter());
    plan.extend();
    assert.equal(plan.outdatedAfter(), null);
  });
});
