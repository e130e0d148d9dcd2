// The line that offers a page in another language: to whom, and what is remembered. The script stands in the pages' template.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const template = await readFile(new URL("../../docs/.overrides/partials/offer.html", import.meta.url), "utf8");
const script = /<script>([\s\S]*)<\/script>/.exec(template)?.[1];
const TAGS = ["en", "es", "pt-br", "pt"];

/** An element with the few properties that the script sets and reads. */
class Element {
  children = [];
  constructor(lang, attributes = {}) {
    Object.assign(this, { lang, attributes, dataset: { offer: attributes["data-offer"], close: attributes["data-close"] } });
  }
  append(...children) {
    this.children.push(...children);
  }
  cloneNode() {
    return new Element(this.lang, { ...this.attributes });
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  getAttribute(name) {
    return this.attributes[name] ?? null;
  }
  hasAttribute(name) {
    return name in this.attributes;
  }
}

/** Runs the script on a page, and returns the line that it inserted with the storage; a `kept` that throws refuses it. */
function offered({ page = "en", languages = [], kept = {}, tags = TAGS }) {
  const lines = [];
  const links = tags.map(
    (tag) =>
      new Element(
        tag,
        tag === page ? { "aria-current": "true" } : { href: `../${tag}/`, "data-offer": `In ${tag}.`, "data-close": "Cerrar" },
      ),
  );
  const heading = { focused: 0, focus: () => (heading.focused += 1) };
  const document = {
    currentScript: { before: (line) => lines.push(Object.assign(line, { remove: () => lines.splice(0) })) },
    createElement: () => new Element(""),
    querySelector(selector) {
      if (selector === "h1") return heading;
      const [, like, tag] = /^\.ns-languages \[lang(\|?)="([^"]*)"\]$/.exec(selector);
      return links.find(({ lang }) => lang === tag || (like && lang.startsWith(`${tag}-`))) ?? null;
    },
  };
  // Browsers that block cookies throw as soon as the storage is named.
  const storage = { has: (_, name) => name === "localStorage", get: (_, name) => (name === "localStorage" ? read() : undefined) };
  const read = () => {
    if (kept instanceof Error) throw kept;
    return kept;
  };
  new Function("document", "navigator", "scope", `with (scope) {${script}}`)(document, { languages }, new Proxy({}, storage));
  return { lines, kept, document, heading };
}

const offer = (asked) => offered(asked).lines[0]?.lang ?? null;

test("the first of the browser's languages that the site has is offered, in its words", () => {
  const [line] = offered({ languages: ["fr-CA", "es-MX", "en"] }).lines;
  const [link, button] = line.children;
  assert.deepEqual([line.lang, line.dir, line.className], ["es", "auto", "ns-tongue"]);
  assert.deepEqual([link.getAttribute("href"), link.textContent, link.lang], ["../es/", "In es.", "es"]);
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

test("closed by a key the line leaves the focus on the page's heading; closed by a pointer it leaves it alone", () => {
  const keys = offered({ languages: ["es"] });
  const [, button] = keys.lines[0].children;
  keys.document.activeElement = button;
  button.onclick();
  assert.deepEqual([keys.heading.focused, keys.heading.tabIndex], [1, -1]);
  const pointer = offered({ languages: ["es"] });
  pointer.lines[0].children[1].onclick();
  assert.equal(pointer.heading.focused, 0);
});

const full = new Proxy({}, { set: () => assert.fail("full") });
const unread = new Proxy({}, { get: () => assert.fail("refused"), set: () => assert.fail("refused") });
const STORAGES = { refused: new Error("refused"), "null, as in the web views of apps": null, full, "not to be read": unread };
for (const [name, kept] of Object.entries(STORAGES)) {
  test(`where nothing can be kept the offer is made, and can be closed: storage ${name}`, () => {
    const { lines } = offered({ languages: ["es"], kept });
    lines[0].children[1].onclick();
    assert.deepEqual(lines, []);
  });
}
