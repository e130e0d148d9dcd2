// Which browsers are asked to keep the site's data, and when: no box comes up that the reader has not asked for.

import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";

import { persist } from "../../widgets/shell/effects/persist.js";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const CHROMIUM = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const own = Object.getOwnPropertyDescriptor(globalThis, "navigator");

/** @returns {string[]} what the browser is asked, in order */
function browser(userAgent) {
  const asked = [];
  const call = (name, value) => async () => {
    asked.push(name);
    return value;
  };
  const storage = { persist: call("persist", true), persisted: call("persisted", false) };
  Object.defineProperty(globalThis, "navigator", { value: { userAgent, storage }, configurable: true });
  return asked;
}

afterEach(() => {
  if (own) Object.defineProperty(globalThis, "navigator", own);
  else delete globalThis.navigator; // Node 20 has none.
});

describe("keeping the site's data when space is short", () => {
  it("is asked for at a save only where the browser decides by itself", async () => {
    const chromium = browser(CHROMIUM);
    assert.deepEqual(await persist({ ask: true, openly: false }), { name: "persisted", value: true });
    assert.deepEqual(chromium, ["persist"]);
    const firefox = browser(FIREFOX);
    assert.deepEqual(await persist({ ask: true, openly: false }), { name: "persisted", value: false });
    assert.deepEqual(firefox, ["persisted"]);
  });

  it("is asked for everywhere by the reader's own button", async () => {
    const firefox = browser(FIREFOX);
    assert.deepEqual(await persist({ ask: true, openly: true }), { name: "persisted", value: true });
    assert.deepEqual(firefox, ["persist"]);
  });

  it("is only looked at where nothing is asked", async () => {
    const chromium = browser(CHROMIUM);
    await persist({ ask: false, openly: false });
    assert.deepEqual(chromium, ["persisted"]);
  });

  it("is unknown where the browser has no such thing", async () => {
    Object.defineProperty(globalThis, "navigator", { value: { userAgent: CHROMIUM }, configurable: true });
    assert.deepEqual(await persist({ ask: true, openly: false }), { name: "persisted", value: null });
  });
});
