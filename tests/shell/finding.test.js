// The search: which pages match, which of their parts are shown, and what is marked.

import assert from "node:assert/strict";
import { before, describe, it } from "node:test";

import { bestParts, excerpt, Finder, pieces, said, wordsOf } from "../../widgets/shell/site/finding.js";

const page = (id, title, ...parts) => ({
  id,
  url: `p${id}/`,
  title,
  parts: parts.map(([heading, text], i) => ({ title: heading, text, anchor: i ? `part-${i}` : "" })),
});

const PAGES = [
  page(0, "Bridge", ["Bridge", "Lie on your back and lift the hips."], ["Sources", "Bridge bridge bridge."]),
  page(1, "Side plank", ["Side plank", "Lift the hips from the side."], ["Breathing", "Breathe out as you lift."]),
  page(2, "Questions", ["Questions", "What if it hurts?"], ["How long", "A bridge takes ten seconds."]),
];

describe("a query", () => {
  const finder = new Finder();
  const titles = (words) => finder.find(words).map((found) => found.page.title);

  before(() => finder.add(PAGES));

  it("finds pages that have every word, the one with the word in its title first", () => {
    assert.deepEqual(titles("bridge"), ["Bridge", "Questions"]);
    assert.deepEqual(titles("lift side"), ["Side plank"]);
  });

  it("finds the beginning of a word from three letters on", () => {
    assert.ok(titles("bri").includes("Bridge"));
    assert.deepEqual(titles("br"), []);
  });

  it("forgives two letters that changed places in a long word", () => {
    assert.ok(titles("birdge").includes("Bridge"));
  });

  it("falls back to pages that have some of the words", () => {
    assert.ok(titles("plank xylophones").includes("Side plank"));
  });

  it("finds nothing for words that no page has", () => {
    assert.deepEqual(titles("xylophones"), []);
  });
});

describe("the parts shown", () => {
  const titles = (...found) => bestParts({ page: PAGES[found[0]], terms: found[1] }).map((part) => part.title);

  it("begin with the page's own beginning if its title was looked for", () => {
    assert.deepEqual(titles(0, ["bridge"]), ["Bridge", "Sources"]);
  });

  it("are else those with most matches, without those that have none", () => {
    assert.deepEqual(titles(1, ["breathe", "breathing"]), ["Breathing"]);
  });

  it("are never none", () => {
    assert.deepEqual(titles(2, ["quest"]), ["Questions"]);
    assert.deepEqual(titles(2, ["nowhere"]), ["Questions"]);
  });

  it("are at most three", () => {
    const long = page(0, "Long", ...Array.from({ length: 5 }, (_, i) => [`Part ${i}`, "lift"]));
    assert.equal(bestParts({ page: long, terms: ["lift"] }).length, 3);
  });
});

describe("marked words", () => {
  it("begin a word, in any case, letters of any language", () => {
    const marked = pieces("Lift, uplift and LIFTED; \u00e9lift", wordsOf(["lift"])).filter((one) => one.matched);
    assert.deepEqual(marked.map((one) => one.text), ["Lift", "LIFT"]);
  });

  it("leave the text whole", () => {
    const text = "Lift the hips. Lift!";
    assert.equal(pieces(text, wordsOf(["lift"])).map((one) => one.text).join(""), text);
  });

  it("may hold signs of a regular expression", () => {
    assert.deepEqual(pieces("a (b) c", wordsOf(["(b)"])).map((one) => one.matched), [false, true, false]);
  });
});

describe("an excerpt", () => {
  const long = `${"before ".repeat(30)}target ${"after ".repeat(40)}`.trim();

  it("is the whole of a short text", () => {
    assert.equal(excerpt("Lift the hips.", /lift/i), "Lift the hips.");
  });

  it("is cut at spaces around the first match, with an ellipsis at each cut", () => {
    const found = excerpt(long, /target/);
    assert.match(found, /^\u2026 before .*target after .* \u2026$/);
    assert.ok(found.length < 320);
  });

  it("begins at the beginning where nothing matches", () => {
    assert.match(excerpt(long, /nowhere/), /^before .* \u2026$/);
  });
});

it("the number of pages is said in words", () => {
  assert.deepEqual([0, 1, 2].map(said), ["No page has these words", "1 page found", "2 pages found"]);
});
