// The line to Python: one start without the snapshot after any trouble with it, events in order, and an honest end.

import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";

import "./as-built.js";

const { Link } = await import("../../widgets/shell/link.js");

const RUNTIME = { runtime: "/runtime/", name: "abc", catalog: "/catalog.json" };
const EVENT = { element: { tag: "hold-timer", id: "t1", attributes: {} }, name: "start", at: 1, value: null, zone: 0 };

let workers;
let told;
let link;

class FakeWorker {
  posted = [];
  ended = false;

  constructor() {
    if (workers.forbidden) throw new Error("forbidden");
    workers.push(this);
  }

  postMessage(message) {
    this.posted.push(message);
  }

  terminate() {
    this.ended = true;
  }

  say(data) {
    this.onmessage({ data });
  }

  break(message) {
    this.onerror({ message, preventDefault() {} });
  }

  /** The names of the events that it got, in order. */
  get events() {
    return this.posted.filter(({ kind }) => kind === "events").flatMap(({ events }) => JSON.parse(events).map((one) => one.name));
  }
}

const event = (name) => ({ ...EVENT, name });

beforeEach(() => {
  mock.restoreAll();
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(console, "warn", () => {});
  globalThis.Worker = FakeWorker;
  workers = [];
  told = [];
  link = new Link(
    {
      ready: (fetched) => told.push(["ready", ...fetched]),
      update: (update) => told.push(["update", update.wake_at]),
      failed: (reason) => told.push(["failed", reason]),
    },
    RUNTIME,
  );
});

describe("a start", () => {
  it("tells the worker where the runtime is, and which time it is", () => {
    link.start();
    const [{ kind, mode, runtime, name, catalog, clock }] = workers[0].posted;
    assert.deepEqual({ kind, mode, runtime, name, catalog }, { kind: "start", mode: "snapshot", ...RUNTIME });
    assert.equal(typeof clock.anchor, "number");
  });

  it("is made once, however often it is asked for", () => {
    link.start();
    link.start();
    workers[0].say({ kind: "ready", fetched: [] });
    link.start();
    assert.equal(workers.length, 1);
  });

  it("sends what waited, in order, before anything else", () => {
    link.send(event("one"));
    link.start();
    link.send(event("two"));
    assert.equal(link.ready, false);
    workers[0].say({ kind: "ready", fetched: ["/a"] });
    link.send(event("three"));
    assert.equal(link.ready, true);
    assert.deepEqual(workers[0].events, ["one", "two", "three"]);
    assert.deepEqual(told, [["ready", "/a"]]);
  });

  it("sends nothing of what was forgotten", () => {
    link.send(event("one"));
    link.forget();
    link.start();
    workers[0].say({ kind: "ready", fetched: [] });
    assert.deepEqual(workers[0].events, []);
  });
});

describe("trouble with the snapshot", () => {
  it("that the worker reports leads to a start without it, and the reader is told nothing", () => {
    link.start();
    link.send(event("one"));
    workers[0].say({ kind: "failed", reason: "damaged" });
    assert.ok(workers[0].ended);
    assert.equal(workers[1].posted[0].mode, "stock");
    workers[1].say({ kind: "ready", fetched: [] });
    assert.deepEqual(workers[1].events, ["one"]);
    assert.deepEqual(told, [["ready"]]);
  });

  it("may be a worker that does not load", () => {
    link.start();
    workers[0].break("");
    assert.equal(workers[1].posted[0].mode, "stock");
  });

  it("may be 20 seconds without progress; progress begins them anew", () => {
    link.start();
    mock.timers.tick(19_999);
    workers[0].say({ kind: "progress" });
    mock.timers.tick(19_999);
    assert.equal(workers.length, 1);
    mock.timers.tick(1);
    assert.equal(workers.length, 2);
  });
});

describe("a start without the snapshot", () => {
  beforeEach(() => {
    link.start();
    workers[0].say({ kind: "failed", reason: "damaged" });
  });

  it("that fails too is told, and no third one follows by itself", () => {
    workers[1].say({ kind: "failed", reason: "no network" });
    assert.deepEqual(told, [["failed", "no network"]]);
    assert.equal(workers.length, 2);
  });

  it("has two minutes between signs of progress", () => {
    mock.timers.tick(119_999);
    assert.deepEqual(told, []);
    mock.timers.tick(1);
    assert.deepEqual(told, [["failed", "it took too long"]]);
  });

  it("may be tried again by hand, with the snapshot first", () => {
    workers[1].say({ kind: "failed", reason: "no network" });
    link.start();
    assert.equal(workers[2].posted[0].mode, "snapshot");
  });
});

describe("a Python that is ready", () => {
  beforeEach(() => {
    link.start();
    workers[0].say({ kind: "ready", fetched: [] });
    told = [];
  });

  it("has all the time it needs", () => {
    mock.timers.tick(1_000_000);
    assert.deepEqual(told, []);
  });

  it("has its updates passed on", () => {
    workers[0].say({ kind: "update", update: JSON.stringify({ html: {}, effects: {}, wake_at: 7, refused: [] }) });
    assert.deepEqual(told, [["update", 7]]);
  });

  it("is not replaced behind the reader's back when it dies", () => {
    workers[0].say({ kind: "failed", reason: "out of memory" });
    assert.deepEqual(told, [["failed", "out of memory"]]);
    assert.equal(workers.length, 1);
    assert.equal(link.ready, false);
  });

  it("gets a library before the events that come after it", () => {
    link.add("segno", new ArrayBuffer(1));
    link.send(event("one"));
    assert.deepEqual(workers[0].posted.slice(-2).map(({ kind }) => kind), ["library", "events"]);
  });
});

it("a browser without workers fails both starts, and says so", () => {
  workers.forbidden = true;
  link.start();
  assert.deepEqual(told, [["failed", "Error: forbidden"]]);
});
