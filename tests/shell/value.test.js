// The value of an event: what the control says, in the types that Python expects.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Element, HTMLFormElement, HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement } from "./dom.js";

const { valueOf } = await import("../../widgets/shell/value.js");

const field = (name, type, rest = {}) => new HTMLInputElement({ name, type, ...rest });

describe("one control", () => {
  it("gives its data-value before anything that was put in", () => {
    assert.deepEqual(valueOf(field("a", "text", { value: "x", attributes: { "data-value": "[1, null]" } })), [1, null]);
    assert.equal(valueOf(new Element({ attributes: { "data-value": '"bridge"' } })), "bridge");
  });

  it("gives nothing where it has no value", () => {
    assert.equal(valueOf(new Element()), null);
  });

  it("gives a checkbox as true or false, a number as a number", () => {
    assert.equal(valueOf(field("a", "checkbox", { checked: true })), true);
    assert.equal(valueOf(field("a", "checkbox")), false);
    assert.equal(valueOf(field("a", "range", { value: "7.5" })), 7.5);
  });

  it("gives an empty number as null, never as 0", () => {
    assert.equal(valueOf(field("a", "number")), null);
    assert.equal(valueOf(field("a", "number", { value: "0" })), 0);
  });

  it("gives texts and choices as they are", () => {
    assert.equal(valueOf(new HTMLTextAreaElement({ value: " a\nb " })), " a\nb ");
    assert.equal(valueOf(new HTMLSelectElement({ options: [{ value: "x" }, { value: "y", selected: true }] })), "y");
  });

  it("gives a multiple choice as a list, empty too", () => {
    const options = [{ value: "x", selected: true }, { value: "y" }, { value: "z", selected: true }];
    assert.deepEqual(valueOf(new HTMLSelectElement({ multiple: true, options })), ["x", "z"]);
    assert.deepEqual(valueOf(new HTMLSelectElement({ multiple: true, options: [{ value: "x" }] })), []);
  });
});

describe("a form", () => {
  it("gives its fields by name, without those that have none or are off", () => {
    const fields = [field("a", "text", { value: "1" }), field("", "text"), field("b", "text", { disabled: true })];
    assert.deepEqual(valueOf(new HTMLFormElement({ fields })), { a: "1" });
  });

  it("gives radio buttons as the chosen value, null where none is chosen", () => {
    const group = (chosen) =>
      ["x", "y"].map((value) => field("a", "radio", { value, checked: value === chosen }));
    assert.deepEqual(valueOf(new HTMLFormElement({ fields: group("y") })), { a: "y" });
    assert.deepEqual(valueOf(new HTMLFormElement({ fields: group("") })), { a: null });
  });

  it("gives checkboxes that share a name as a list, a single one as true or false", () => {
    const fields = [
      field("days", "checkbox", { value: "1", checked: true }),
      field("days", "checkbox", { value: "2" }),
      field("days", "checkbox", { value: "3", checked: true }),
      field("agree", "checkbox", { value: "yes" }),
    ];
    assert.deepEqual(valueOf(new HTMLFormElement({ fields })), { days: ["1", "3"], agree: false });
  });

  it("gives an empty list where none of a group is checked", () => {
    const fields = [field("days", "checkbox", { value: "1" }), field("days", "checkbox", { value: "2" })];
    assert.deepEqual(valueOf(new HTMLFormElement({ fields })), { days: [] });
  });
});
