// What stays when a view changes: opened parts, entered values, pictures and painted styles.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Element, HTMLDetailsElement, HTMLElement, HTMLInputElement, HTMLSelectElement } from "./dom.js";

const { keepEntered, mayChange } = await import("../../widgets/shell/morph-rules.js");

const AT_ONCE = { attributes: { "data-on-change": "days" } };

describe("an attribute", () => {
  it("open stays on parts that the reader opened, and changes elsewhere", () => {
    assert.equal(mayChange("open", new HTMLDetailsElement()), false);
    assert.equal(mayChange("open", new HTMLElement()), true);
    assert.equal(mayChange("class", new HTMLDetailsElement()), true);
  });

  it("style stays where the shell paints progress", () => {
    assert.equal(mayChange("style", new Element({ attributes: { "data-to": "5" } })), false);
    assert.equal(mayChange("style", new Element()), true);
  });
});

describe("a text field", () => {
  const typed = (rest = {}) => Object.assign(new HTMLInputElement({ value: "old", ...rest }), { value: "typed" });

  it("keeps a half-typed word while both views show the same at first", () => {
    const next = new HTMLInputElement({ value: "old" });
    assert.equal(keepEntered(typed(), next), true);
    assert.equal(next.value, "typed");
  });

  it("takes the new view's text where that differs", () => {
    const next = new HTMLInputElement({ value: "new" });
    keepEntered(typed(), next);
    assert.equal(next.value, "new");
  });

  it("is Python's where it sends each change", () => {
    for (const name of ["data-on-change", "data-on-input"]) {
      const next = new HTMLInputElement({ value: "old" });
      keepEntered(typed({ attributes: { [name]: "x" } }), next);
      assert.equal(next.value, "old");
    }
  });
});

describe("a checkbox", () => {
  it("stays as the reader left it", () => {
    const old = Object.assign(new HTMLInputElement({ type: "checkbox" }), { checked: true });
    const next = new HTMLInputElement({ type: "checkbox" });
    keepEntered(old, next);
    assert.equal(next.checked, true);
  });

  it("changes where the new view differs from the old one", () => {
    const old = new HTMLInputElement({ type: "checkbox", checked: false });
    const next = new HTMLInputElement({ type: "checkbox", checked: true });
    keepEntered(old, next);
    assert.equal(next.checked, true);
  });
});

describe("a choice", () => {
  const options = (selected) => ["a", "b"].map((value) => ({ value, selected: value === selected }));

  it("stays as the reader left it, unless the views differ or it sends each change", () => {
    for (const [first, next, rest, value] of [
      ["a", "a", {}, "b"],
      ["a", "a", AT_ONCE, "a"],
      [null, "a", {}, "a"],
    ]) {
      const old = new HTMLSelectElement({ options: options(first), ...rest });
      old.value = "b";
      const view = new HTMLSelectElement({ options: options(next) });
      keepEntered(old, view);
      assert.equal(view.value, value);
    }
  });
});

describe("a picture", () => {
  const place = (source) => new HTMLElement({ dataset: source ? { figureSrc: source } : {} });

  it("that was drawn stays while its address is the same", () => {
    assert.equal(keepEntered(place("a.json"), place("a.json")), false);
    assert.equal(keepEntered(place("a.json"), place("b.json")), true);
    assert.equal(keepEntered(place(null), place(null)), true);
  });
});
