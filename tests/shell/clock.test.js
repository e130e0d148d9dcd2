// The clock of page and worker: it follows a device that slept, and no device whose clock was set.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";

const MODULE = "../../widgets/shell/clock.js";
const START = Date.UTC(2026, 10, 29, 8);

/** What the device says: its counter since the page was opened, and its clock. */
const device = { counter: 0, clock: START };
let number = 0;

/** Both go on, as on a device that is awake. */
function goOn(milliseconds) {
  device.counter += milliseconds;
  device.clock += milliseconds;
}

/** A fresh clock: of a page with a document, else of a worker. */
async function fresh(document, settings) {
  if (document) globalThis.document = document;
  else delete globalThis.document;
  globalThis.neutralSpineClock = settings;
  number += 1;
  return import(`${MODULE}?${number}`);
}

function page() {
  return Object.assign(new EventTarget(), { hidden: false });
}

beforeEach(() => {
  Object.assign(device, { counter: 0, clock: START });
  Object.defineProperty(performance, "timeOrigin", { value: START, configurable: true });
  mock.method(performance, "now", () => device.counter);
  mock.method(Date, "now", () => device.clock);
});

afterEach(() => mock.restoreAll());

describe("the clock of a page", () => {
  it("counts by the device's counter", async () => {
    const clock = await fresh(page());
    goOn(5000);
    assert.equal(clock.now(), START + 5000);
  });

  it("follows a device that slept, and says by how much", async () => {
    const clock = await fresh(page());
    const told = [];
    clock.whenClockShifts((by) => told.push(by));
    device.clock += 60_000; // The counter stood still.
    assert.equal(clock.now(), START + 60_000);
    await Promise.resolve();
    assert.deepEqual(told, [60_000]);
  });

  it("says when an event happened that was heard late", async () => {
    const clock = await fresh(page());
    const stamp = device.counter;
    goOn(50);
    assert.equal(clock.timeOf(stamp), clock.now() - 50);
  });

  it("takes an event whose time cannot be right for one of this moment", async () => {
    const clock = await fresh(page());
    const stamp = device.counter;
    goOn(2000);
    assert.equal(clock.timeOf(stamp), clock.now());
    device.counter -= 3000;
    assert.equal(clock.timeOf(stamp), clock.now());
  });

  it("ignores a jump of a quarter of a second", async () => {
    const clock = await fresh(page());
    device.clock += 250;
    assert.equal(clock.now(), START);
    device.clock += 1;
    assert.equal(clock.now(), START + 251);
  });

  it("ignores a device's clock that was set back, and keeps counting", async () => {
    const clock = await fresh(page());
    device.clock -= 3_600_000;
    assert.equal(clock.now(), START);
    goOn(1000);
    assert.equal(clock.now(), START + 1000);
  });

  it("ignores a device's clock that was set forward while the page is in sight and something is counted", async () => {
    const clock = await fresh(page());
    clock.holdSteady(true);
    device.clock += 3_600_000;
    assert.equal(clock.now(), START);
    assert.equal(clock.clockSettings().apart, -3_600_000);
  });

  it("follows that clock as soon as nothing is counted any more", async () => {
    const clock = await fresh(page());
    clock.holdSteady(true);
    device.clock += 3_600_000;
    clock.now();
    clock.holdSteady(false);
    assert.equal(clock.now(), START + 3_600_000);
  });

  it("follows a sleep during a count if the page was out of sight", async () => {
    const document = page();
    const clock = await fresh(document);
    clock.holdSteady(true);
    document.hidden = true;
    document.dispatchEvent(new Event("visibilitychange"));
    device.clock += 60_000;
    document.hidden = false;
    assert.equal(clock.now(), START + 60_000);
  });

  it("follows a sleep that it learns of only when the page is in sight again", async () => {
    const document = page();
    const clock = await fresh(document);
    clock.holdSteady(true);
    device.clock += 60_000;
    document.dispatchEvent(new Event("visibilitychange"));
    assert.equal(clock.now(), START + 60_000);
  });
});

describe("the clock of a worker", () => {
  it("counts on by itself, whatever the device's clock says", async () => {
    const clock = await fresh(null);
    device.clock += 60_000;
    goOn(1000);
    assert.equal(clock.now(), START + 1000);
  });

  it("keeps the page's time from the page's settings", async () => {
    const own = await fresh(page());
    own.holdSteady(true);
    device.clock += 3_600_000;
    const settings = own.clockSettings();
    const worker = await fresh(null);
    device.counter = 7; // A worker has a counter of its own.
    worker.setClock(settings);
    assert.equal(worker.now(), START);
  });

  it("goes forward when the page's clock did", async () => {
    const clock = await fresh(null);
    clock.shiftClock(5000);
    assert.equal(clock.now(), START + 5000);
  });
});

describe("times by this clock", () => {
  it("run faster in tests, in both directions", async () => {
    const clock = await fresh(page(), { speed: 20 });
    goOn(1000);
    assert.equal(clock.now(), START + 20_000);
    assert.equal(clock.until(START + 40_000), 1000);
    assert.equal(clock.realSeconds(20_000), 1);
    assert.equal(globalThis.neutralSpineClock.now(), START + 20_000);
  });

  it("are never less than nothing ahead, nor longer than a timer can wait", async () => {
    const clock = await fresh(page());
    assert.equal(clock.until(START - 1), 0);
    assert.equal(clock.until(START + 2 ** 40), 2 ** 31 - 1);
  });

  it("have the zone of their own day, and never a negative zero", async () => {
    const clock = await fresh(page());
    mock.method(Date.prototype, "getTimezoneOffset", () => 0);
    assert.ok(Object.is(clock.zoneAt(START), 0));
    mock.method(Date.prototype, "getTimezoneOffset", () => -120);
    assert.equal(clock.zoneAt(START), 120);
  });
});
