// The steps of the safety page: an answer leads on, to the advice of its step, or back, and never past a sign that fits.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./as-built.js";

const { LAST, after } = await import("../../widgets/shell/site/safety-steps.js");

const walk = (...answers) => answers.reduce(after, { step: 1, fits: false });

test("three times none leads to the end, and no further", () => {
  assert.deepEqual(walk("none"), { step: 2, fits: false });
  assert.deepEqual(walk("none", "none", "none"), { step: LAST, fits: false });
  assert.deepEqual(walk("none", "none", "none", "none"), { step: LAST, fits: false });
});

test("a sign that fits keeps its step: none leads no further until the reader goes back", () => {
  for (const before of [[], ["none"], ["none", "none"]]) {
    const step = before.length + 1;
    assert.deepEqual(walk(...before, "fits"), { step, fits: true });
    assert.deepEqual(walk(...before, "fits", "none"), { step, fits: true });
    assert.deepEqual(walk(...before, "fits", "back"), { step, fits: false });
  }
});

test("back goes one step back, not before the first; an unknown answer changes nothing", () => {
  assert.deepEqual(walk("none", "back"), { step: 1, fits: false });
  assert.deepEqual(walk("back"), { step: 1, fits: false });
  assert.deepEqual(walk("none", "maybe"), { step: 2, fits: false });
  assert.deepEqual(walk("none", "none", "none", "fits"), { step: LAST, fits: false });
});
