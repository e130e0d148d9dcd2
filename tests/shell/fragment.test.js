// The part of an address behind `#`: any text at all, a heading's name, or a plan.

import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import "./as-built.js";

const { isForPython, plannerFor } = await import("../../widgets/shell/fragment.js");

const SITE = "https://example.org/back/";

beforeEach(() => {
  globalThis.document = { getElementById: (id) => (["plan-ahead", "größe"].includes(id) ? {} : null) };
});

describe("what Python looks at", () => {
  it("is a name with a value, also with an encoded sign between them, and a damaged plan", () => {
    const texts = ["#plan=1AB", "#plan%3D1AB", "#plan%253D1AB", "#plan&#61;1AB", "#day=2", "#%70lan%3d1", "#x&plan"];
    for (const text of texts) assert.equal(isForPython(text), true, text);
  });

  it("is no heading, no empty text, and nothing malformed", () => {
    for (const text of ["", "#", "#%", "#%E0", "#how-to", "#plan-ahead"]) assert.equal(isForPython(text), false, text);
  });
});

describe("a plan on another page", () => {
  it("is handed on to the planner with all that stood behind its #", () => {
    for (const hash of ["#plan=1AB&x=%", "#plan%3D1AB", "#plan%253D1AB", "#utm=1&plan=1AB", "#plan&#61;1AB", "#%70lan=1AB"])
      assert.equal(plannerFor(hash, SITE), `${SITE}planner/${hash}`);
  });

  it("is nothing where no plan stands", () => {
    for (const hash of ["", "#", "#%", "#plan", "#plan-ahead", "#planner", "#day=2"])
      assert.equal(plannerFor(hash, SITE), null, hash);
  });
});
