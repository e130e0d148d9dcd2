// The part of an address behind `#`: any text at all, a heading's name, or a plan.

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import "./as-built.js";

const { holdsPlan, isForPython, linkedIn, plannerFor, slidPlan } = await import("../../widgets/shell/fragment.js");
const { clearFragment, fragmentFor } = await import("../../widgets/shell/effects/clear-fragment.js");

const SITE = "https://example.org/back/";
const TEXT = "1AjXk3yTQYAQAAAAZm9vYmFy";

beforeEach(() => {
  globalThis.document = { getElementById: (id) => (["plan-ahead", "größe", "flare"].includes(id) ? {} : null) };
});

describe("what Python looks at", () => {
  it("is a name with a value, also with an encoded sign between them, and a damaged plan", () => {
    const texts = ["#plan=1AB", "#plan%3D1AB", "#plan%253D1AB", "#plan&#61;1AB", "#day=2", "#%70lan%3d1", "#x&plan"];
    for (const text of [...texts, `#pl-an${TEXT}`]) assert.equal(isForPython(text), true, text);
  });

  it("is a flare-up to tell of, although the first view has a place of that name", () => {
    assert.equal(isForPython("#flare"), true);
    assert.equal(isForPython("#flare-ups"), false);
    assert.equal(holdsPlan("#flare"), false);
  });

  it("is no heading, no empty text, and nothing malformed", () => {
    for (const text of ["", "#", "#%", "#%E0", "#how-to", "#plan-ahead"]) assert.equal(isForPython(text), false, text);
  });
});

describe("a plan on another page", () => {
  const planner = (hash, search = "") => plannerFor({ hash, search }, SITE);

  it("is handed on to the planner with all that stood behind its #", () => {
    for (const hash of ["#plan=1AB&x=%", "#plan%3D1AB", "#plan%253D1AB", "#utm=1&plan=1AB", "#plan&#61;1AB", "#%70lan=1AB"])
      assert.equal(planner(hash), `${SITE}planner/${hash}`);
  });

  it("is nothing where no plan stands", () => {
    for (const hash of ["", "#", "#%", "#plan", "#plan-ahead", "#planner", "#day=2", "#plan-2-weeks-and-1-day-of-rest-each"])
      assert.equal(planner(hash), null, hash);
  });
});

describe("a plan whose # was encoded behind a ?", () => {
  const SLID = [`?utm_source=x%23plan=${TEXT}`, `?%23plan%3D${TEXT}`, `?plan=${TEXT}`, `?a=1%2523plan%253D${TEXT}&b=2`];

  it("is opened where it arrives, and handed on from elsewhere", () => {
    for (const search of SLID) {
      assert.equal(linkedIn({ hash: "", search }), `#${search.slice(1)}`);
      assert.equal(linkedIn({ hash: "#how-to", search }), `#${search.slice(1)}`);
      assert.equal(plannerFor({ hash: "", search }, SITE), `${SITE}planner/#${search.slice(1)}`);
    }
    assert.equal(linkedIn({ hash: "#plan=1AB", search: SLID[0] }), "#plan=1AB");
  });

  it("is nothing in what campaigns and searches write there", () => {
    const others = ["", "?", "?utm_campaign=plan&utm_source=mail", "?q=plan%20a%20week", "?plan=b", "?plan=%", "?page=plan-2"];
    for (const search of others) assert.equal(slidPlan(search), "", search);
    for (const search of others) assert.equal(linkedIn({ hash: "#how-to", search }), "#how-to", search);
  });

  it("leaves the address once it is read, and comes again from the tab alone", () => {
    const kept = new Map();
    const addresses = [];
    globalThis.sessionStorage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) };
    globalThis.history = { state: null, replaceState: (_state, _title, address) => addresses.push(address) };
    const host = { localName: "weekly-planner" };
    for (const [search, left] of [[SLID[0], ""], ["?utm_source=x", "?utm_source=x"]]) {
      globalThis.location = { pathname: "/planner/", search, hash: left ? `#plan=${TEXT}` : "" };
      assert.equal(holdsPlan(fragmentFor(host)), true);
      clearFragment({ keep: `#plan=${TEXT}` }, host);
      assert.equal(addresses.pop(), `/planner/${left}`);
    }
    globalThis.location = { pathname: "/planner/", search: "", hash: "" };
    assert.equal(fragmentFor(host), `#plan=${TEXT}`);
  });
});
