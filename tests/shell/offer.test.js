// The line that offers a page in another language: to whom, and what is remembered. The script stands in the pages' template.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const template = await readFile(new URL("../../docs/.overrides/partials/offer.html", import.meta.url), "utf8");
const script = /<script>([\s\S]*)<\/script>/.exec(template)?.[1];
const TAGS = ["en", "es", "pt-br", "pt"];

/** An element with the few properties that the script sets and reads. */
function element(attributes = {}) {
  return {
    children: [],
    appendChild(child) {
      this.children.push(child);
    },
    setAttribute: (name, value) => (attributes[name] = value),
    getAttribute: (name) => attributes[name] ?? null,
    hasAttribute: (name) => name in attributes,
  };
}

/** Runs the script on a page, and returns the line that it inserted with the storage. */
function offered({ page = "en", languages = [], kept = {}, tags = TAGS }) {
  const lines = [];
  const parentNode = {
    insertBefore: (line, before) => {
      assert.equal(before, here);
      lines.push(Object.assign(line, { parentNode }));
    },
    removeChild: (line) => lines.splice(lines.indexOf(line), 1),
  };
  const here = { parentNode };
  const links = tags.map((tag) =>
    Object.assign(
      element(
        tag === page ? { "aria-current": "true" } : { href: `../${tag}/`, "data-offer": `In ${tag}.`, "data-close": "Cerrar" },
      ),
      { hreflang: tag },
    ),
  );
  const document = { currentScript: here, querySelectorAll: () => links, createElement: () => element() };
  const localStorage = kept && {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => (kept[key] = value),
  };
  new Function("document", "navigator", "localStorage", script)(document, { languages }, localStorage);
  return { lines, kept };
}

const offer = (asked) => offered(asked).lines[0]?.lang ?? null;

test("the first of the browser's languages that the site has is offered, in its words", () => {
  const [line] = offered({ languages: ["fr-CA", "es-MX", "en"] }).lines;
  const [link, button] = line.children;
  assert.deepEqual([line.lang, line.dir, line.className], ["es", "auto", "ns-tongue"]);
  assert.deepEqual([link.href, link.textContent, link.lang, link.hreflang], ["../es/", "In es.", "es", "es"]);
  assert.equal(button.getAttribute("aria-label"), "Cerrar");
});

test("nobody who prefers the page's language is offered another", () => {
  for (const languages of [["en-US", "es"], ["en"], ["EN-gb"], ["fr"], [], undefined]) {
    assert.equal(offer({ languages }), null, String(languages));
  }
  assert.equal(offer({ page: "es", languages: ["es-AR", "en"] }), null);
});

test("a language with its country goes before the language alone", () => {
  assert.equal(offer({ languages: ["pt-BR"] }), "pt-br");
  assert.equal(offer({ languages: ["pt-PT"], tags: ["en", "pt-br"] }), "pt-br");
  assert.equal(offer({ languages: ["pt"] }), "pt");
});

test("what the reader chose goes before what the browser prefers", () => {
  assert.equal(offer({ languages: ["es"], kept: { "neutral-spine.language": "en" } }), null);
  assert.equal(offer({ languages: ["en"], kept: { "neutral-spine.language": "es" } }), "es");
  assert.equal(offer({ languages: ["es"], kept: { "neutral-spine.language": "xx" } }), "es");
});

test("a closed offer is not made again, on no page; one of another language is", () => {
  const { lines, kept } = offered({ languages: ["es"] });
  lines[0].children[1].onclick();
  assert.deepEqual(lines, []);
  assert.equal(offer({ languages: ["es"], kept }), null);
  assert.equal(offer({ languages: ["pt"], kept }), "pt");
});

test("where nothing can be kept the offer is made, and can be closed", () => {
  const { lines } = offered({ languages: ["es"], kept: null });
  lines[0].children[1].onclick();
  assert.deepEqual(lines, []);
});
