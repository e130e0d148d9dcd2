// What is kept on the device, and the note that says where something is not.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import "./as-built.js";

const LOG = "neutral-spine.log";
const PLACE = "neutral-spine.timer.place";

let full, texts;

/** An element with the note after it, if there is one. */
function host() {
  const element = {
    nextElementSibling: null,
    after(note) {
      note.classList = { contains: (name) => note.className.includes(name) };
      note.remove = () => (element.nextElementSibling = null);
      element.nextElementSibling = note;
    },
  };
  return element;
}

beforeEach(() => {
  [full, texts] = [new Set(), new Map()];
  globalThis.localStorage = {
    getItem: (key) => texts.get(key) ?? null,
    removeItem: (key) => texts.delete(key),
    setItem(key, text) {
      if (full.has(key)) throw new Error("QuotaExceededError");
      texts.set(key, text);
    },
  };
});

globalThis.document = { createElement: () => ({ style: {}, setAttribute() {} }), body: { append() {} } };
const { save } = await import("../../widgets/shell/effects/save.js");
const put = (element, key, text = "x") => save({ key, text, checked: false, over: null }, element);

test("the note stays while a text is lost, whatever else is saved or removed after it", () => {
  const timer = host();
  full.add(LOG);
  put(timer, LOG);
  assert.match(timer.nextElementSibling.textContent, /did not save/);
  put(timer, PLACE);
  put(timer, PLACE, null);
  assert.notEqual(timer.nextElementSibling, null);
  full.clear();
  put(timer, LOG);
  assert.equal(timer.nextElementSibling, null);
});

test("of two lost texts each must be kept before the note goes, in its own element", () => {
  const [timer, other] = [host(), host()];
  full.add(LOG).add(PLACE);
  for (const key of [LOG, PLACE]) put(timer, key);
  put(other, LOG);
  full.delete(LOG);
  put(timer, LOG);
  assert.notEqual(timer.nextElementSibling, null);
  put(timer, PLACE, null); // What is gone is no loss any more.
  assert.equal(timer.nextElementSibling, null);
  assert.notEqual(other.nextElementSibling, null);
});

test("where the storage is null nothing is thrown, and the reader is told", () => {
  globalThis.localStorage = null;
  const timer = host();
  const answer = save({ key: LOG, text: "x", checked: true, over: null }, timer);
  assert.deepEqual(answer, { name: "saved", value: { key: LOG, ok: false, why: "refused", text: null } });
  assert.match(timer.nextElementSibling.textContent, /did not save/);
});

test("what a save replaces is put aside first; without room for it the old text stays", () => {
  const page = host();
  const aside = { key: `${LOG}.unreadable`, text: "older\n{", over: "older" };
  const replacing = () => save({ key: LOG, text: "new", checked: true, over: "{", aside }, page);
  texts.set(LOG, "{").set(aside.key, "older");
  full.add(aside.key);
  const refused = { key: LOG, ok: false, why: "refused", text: "{", aside: "older" };
  assert.deepEqual(replacing(), { name: "saved", value: refused });
  assert.match(page.nextElementSibling.textContent, /did not save/);
  assert.deepEqual([...texts.values()], ["{", "older"]);
  full.clear();
  assert.deepEqual(replacing(), { name: "saved", value: { key: LOG, ok: true } });
  assert.deepEqual([...texts.values()], ["new", "older\n{"]);
});

test("where another tab put something aside in between, nothing is written, and the answer says what", () => {
  const aside = { key: `${LOG}.unreadable`, text: "{", over: null };
  texts.set(LOG, "{").set(aside.key, "theirs");
  const answer = save({ key: LOG, text: "new", checked: true, over: "{", aside }, host());
  const changed = { key: LOG, ok: false, why: "changed", text: "{", aside: "theirs" };
  assert.deepEqual(answer, { name: "saved", value: changed });
  assert.deepEqual([...texts.values()], ["{", "theirs"]);
});

test("no text is put aside under a key of another site", () => {
  const aside = { key: "theirs", text: "{", over: null };
  assert.throws(() => save({ key: LOG, text: "new", checked: true, over: null, aside }, host()), /not a key/);
  assert.equal(texts.size, 0);
});
