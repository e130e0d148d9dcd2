// Texts put together from recorded clips: the longest phrase first, whole sentences only.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { sentences } from "../../widgets/shell/effects/clips.js";

const CLIPS = Object.fromEntries(
  ["hold", "rest", "get ready", "get", "ready", "30", "7", "12", "seconds", "don't", "left side"].map((words, i) => [
    words,
    [i, i + 1],
  ]),
);
const clip = (words) => CLIPS[words];

describe("a text", () => {
  it("takes the longest phrase that fits", () => {
    assert.deepEqual(sentences("Get ready. Hold.", CLIPS), [[clip("get ready")], [clip("hold")]]);
  });

  it("says a number that has no clip by its tens and its ones", () => {
    assert.deepEqual(sentences("Hold 37 seconds", CLIPS), [[clip("hold"), clip("30"), clip("7"), clip("seconds")]]);
    assert.deepEqual(sentences("12", CLIPS), [[clip("12")]]);
  });

  it("leaves out a sentence whole if one word has no clip", () => {
    assert.deepEqual(sentences("Do not hold. Rest!", CLIPS), [[clip("rest")]]);
  });

  it("reads either apostrophe, and no name of an object's own", () => {
    assert.deepEqual(sentences("Don\u2019t hold", CLIPS), [[clip("don't"), clip("hold")]]);
    assert.deepEqual(sentences("constructor", CLIPS), []);
  });

  it("may be empty", () => {
    assert.deepEqual(sentences("", CLIPS), []);
  });
});
