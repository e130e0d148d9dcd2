// The English of a translated page: which parts belong together, and what a copy that is only read does without.

import assert from "node:assert/strict";
import { test } from "node:test";

import "./as-built.js";

// The live regions are made as soon as their module is there.
globalThis.document = { createElement: () => ({ setAttribute() {}, style: {} }), body: { append() {} } };
const { acts, parts, seenFrom } = await import("../../widgets/shell/site/beside.js");

const named = (block) => /#(\w+)/.exec(block)?.[1] ?? null;

test("a part goes from its heading to the next one; what stands before the first has no name", () => {
  const found = parts(["h1", "p", "#steps", "ol", "p", "#timer", "div"], named);
  assert.deepEqual([...found], [
    ["", ["h1", "p"]],
    ["steps", ["#steps", "ol", "p"]],
    ["timer", ["#timer", "div"]],
  ]);
});

test("a page that begins with a heading has nothing before it; one without headings is one part", () => {
  assert.deepEqual([...parts(["#a", "p", "#b"], named)], [["a", ["#a", "p"]], ["b", ["#b"]]]);
  assert.deepEqual([...parts(["p", "p"], named)], [["", ["p", "p"]]]);
  assert.deepEqual([...parts([], named)], []);
});

test("a copy keeps no place and nothing that acts, but its look and its addresses", () => {
  for (const name of ["id", "name", "for", "role", "tabindex", "data-near", "data-on-click", "onclick", "aria-labelledby", "aria-controls"]) {
    assert.ok(acts(name), name);
  }
  for (const name of ["class", "href", "lang", "title", "aria-label", "aria-hidden", "open", "start"]) {
    assert.ok(!acts(name), name);
  }
});

test("links of the English page lead to where they lead there", () => {
  const page = "https://spine.example/base/exercises/bridge/";
  assert.equal(seenFrom("../../safety/#signs", page), "https://spine.example/base/safety/#signs");
  assert.equal(seenFrom("#timer", page), `${page}#timer`);
  assert.equal(seenFrom("https://example.org/a", page), "https://example.org/a");
  assert.equal(seenFrom("http://[", page), page);
});
