// When Python is fetched for what the device keeps.

import assert from "node:assert/strict";
import { test } from "node:test";

import { whenKept } from "../../widgets/shell/intent.js";

const element = { dataset: { keeps: "neutral-spine.plan neutral-spine.log" } };
const how = { shows: true, kept: () => true, hasRuntime: async () => true, wake() {} };

test("a page that is never idle wakes Python all the same, two seconds after it has loaded", async () => {
  const asked = [];
  globalThis.document = { readyState: "complete" };
  globalThis.requestIdleCallback = (callback, options) => asked.push([callback, options]);

  await whenKept(element, how);

  assert.deepEqual(asked, [[how.wake, { timeout: 2000 }]]);
});

test("where nothing is kept, nothing wakes Python", async () => {
  globalThis.requestIdleCallback = () => assert.fail("Python was woken");

  await whenKept(element, { ...how, kept: () => false });
  await whenKept(element, { ...how, shows: false, hasRuntime: async () => false });
});
