// A link's plan that was opened on a page without a planner: where the reader is sent, and where not without a network.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { HTMLElement } from "./dom.js";
import "./as-built.js";

const { startHandingOn } = await import("../../widgets/shell/site/handing-on.js");

const SITE = "https://example.org/back/";
const HASH = "#plan=1AjX";

let opened, asked, connected, heard, words;

beforeEach(() => {
  [opened, asked, connected, heard, words] = [[], [], true, {}, null];
  const found = { "[data-linked-plan]": () => words };
  globalThis.document = { querySelector: (selector) => found[selector]?.() ?? null, getElementById: () => null };
  globalThis.location = { hash: HASH, search: "", replace: (address) => opened.push(address) };
  globalThis.addEventListener = (type, listener) => (heard[type] = listener);
  globalThis.fetch = async (address, { method }) => {
    asked.push(`${method} ${address}`);
    if (!connected) throw new TypeError("Failed to fetch");
    return { ok: true };
  };
});

const settled = () => new Promise((done) => setTimeout(done));

test("the reader is sent to the planner at once", () => {
  startHandingOn();
  assert.deepEqual([opened, asked], [[`${SITE}planner/${HASH}`], []]);
});

test("without a network nobody is sent round in circles: the words stand there until there is one", async () => {
  words = new HTMLElement({ hidden: true });
  connected = false;
  startHandingOn();
  await settled();
  assert.deepEqual([opened, asked, words.hidden], [[], [`HEAD ${SITE}planner/`], false]);
  connected = true;
  heard.online();
  await settled();
  assert.deepEqual(opened, [`${SITE}planner/${HASH}`]);
});

test("the page for pages that are not kept says nothing of a plan where there is none", () => {
  words = new HTMLElement({ hidden: true });
  globalThis.location.hash = "";
  startHandingOn();
  assert.deepEqual([opened, words.hidden], [[], true]);
});
