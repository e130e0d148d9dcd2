// The audio clock between the moments that a browser tells: late by up to a buffer, never early, and honest about a halt.

import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";

import { SoundClock } from "../../widgets/shell/effects/sound-clock.js";

const BUFFER = 0.02;
let page = 0;

beforeEach(() => {
  mock.restoreAll();
  mock.method(performance, "now", () => page * 1000);
  page = 100;
});

/** An audio clock that began when the page had counted 90 seconds, and says the time of its last whole buffer. */
function audio({ began = 90, timestamp } = {}) {
  return {
    began,
    get currentTime() {
      return Math.floor((page - this.began) / BUFFER) * BUFFER;
    },
    getOutputTimestamp: timestamp,
  };
}

/** Looks again and again, at moments that fall all over a buffer. */
function look(clock, context, times, step = 0.1037) {
  let time = 0;
  for (let i = 0; i < times; i += 1) {
    page += step;
    time = clock.time(context);
  }
  return time;
}

describe("the sound's clock", () => {
  it("is known to a fraction of a buffer after some looks", () => {
    const time = look(new SoundClock(), audio(), 16);
    assert.ok(Math.abs(time - (page - 90)) < BUFFER / 5, `${time - (page - 90)}`);
  });

  it("is never ahead of the truth", () => {
    const clock = new SoundClock();
    const context = audio();
    for (let i = 0; i < 40; i += 1) {
      page += 0.1037;
      assert.ok(clock.time(context) <= page - 90 + 1e-9);
    }
  });

  it("goes on between two looks", () => {
    const clock = new SoundClock();
    const context = audio();
    const before = look(clock, context, 16);
    page += 0.05; // Too soon to look again.
    assert.ok(Math.abs(clock.time(context) - before - 0.05) < 1e-9);
  });

  it("is late by as much as it stood still, at the next look", () => {
    const clock = new SoundClock();
    const context = audio();
    look(clock, context, 16);
    context.began += 5;
    const time = look(clock, context, 1);
    assert.ok(Math.abs(time - (page - context.began)) <= BUFFER, `${time - (page - context.began)}`);
  });

  it("follows a small drift once several looks agree on it", () => {
    const clock = new SoundClock();
    const exact = { began: 90, get currentTime() { return page - this.began; } };
    look(clock, exact, 16);
    exact.began += 0.01;
    look(clock, exact, 4);
    assert.ok(Math.abs(clock.time(exact) - (page - 90)) < 1e-6, "four looks are no proof");
    const time = look(clock, exact, 1);
    assert.ok(Math.abs(time - (page - exact.began)) < 1e-6);
  });

  it("takes a browser's exact stamp, less the delay until it is heard", () => {
    const delay = 0.3;
    const context = audio({
      timestamp: () => ({ contextTime: page - 90 - delay, performanceTime: page * 1000 }),
    });
    const time = look(new SoundClock(), context, 16);
    assert.ok(Math.abs(time - (page - 90)) < BUFFER / 5);
  });

  it("ignores a stamp that is more than a second away", () => {
    const context = audio({ timestamp: () => ({ contextTime: 1, performanceTime: page * 1000 }) });
    const time = look(new SoundClock(), context, 16);
    assert.ok(Math.abs(time - (page - 90)) < BUFFER / 5);
  });
});
