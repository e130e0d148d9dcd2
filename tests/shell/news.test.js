// The line about a new version: on pages whose browser has no service worker for them, nothing happens.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import "./as-built.js";

const { startNews } = await import("../../widgets/shell/site/news.js");
const own = Object.getOwnPropertyDescriptor(globalThis, "navigator");

afterEach(() => {
  if (own) Object.defineProperty(globalThis, "navigator", own);
  else delete globalThis.navigator; // Node 20 has none.
});

const REFUSING = {
  "no service workers": {},
  "the question refused": { serviceWorker: { getRegistration: () => Promise.reject(new Error("SecurityError")) } },
  "their name refused, as in a sandboxed frame": {
    get serviceWorker() {
      throw new Error("SecurityError");
    },
  },
  "none registered": { serviceWorker: { getRegistration: async () => undefined } },
};

for (const [name, value] of Object.entries(REFUSING)) {
  test(`${name}: nothing is thrown`, async () => {
    Object.defineProperty(globalThis, "navigator", { value, configurable: true });
    assert.equal(await startNews(), undefined);
  });
}
