// Finds pages by the words in them. Fetched, with the words of all pages, when the search box is opened.

import MiniSearch from "minisearch";

import { siteUrl } from "../settings.js";

/**
 * @typedef {object} Part
 * @property {string} title
 * @property {string} anchor
 * @property {string} text
 *
 * @typedef {object} Page
 * @property {number} id
 * @property {string} url from the site's root
 * @property {string} title
 * @property {Part[]} parts the first is the page's beginning
 */

const MOST = 20; // pages shown
const PARTS_SHOWN = 3;
const AROUND = 90; // characters before and after a word that was found

/** @type {Page[]} */
let pages = [];
/** @type {MiniSearch<Page>} */
const index = new MiniSearch({
  fields: ["title", "headings", "text"],
  extractField: (page, field) => {
    if (field === "headings") return page.parts.map((part) => part.title).join(" ");
    if (field === "text") return page.parts.map((part) => part.text).join(" ");
    return String(page[/** @type {keyof Page} */ (field)]);
  },
  searchOptions: {
    boost: { title: 8, headings: 2 },
    prefix: (term) => term.length > 2,
    weights: { prefix: 0.5, fuzzy: 0.2 },
  },
});

/** @param {Element} box */
export async function answer(box) {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const list = /** @type {Element} */ (box.querySelector(".md-search-result__list"));
  const meta = /** @type {Element} */ (box.querySelector(".md-search-result__meta"));
  const response = await fetch(new URL("assets/search.json", siteUrl));
  if (!response.ok) throw new Error(`search: ${response.status}`);
  pages = await response.json();
  await index.addAllAsync(pages, { chunkSize: 10 });
  const show = () => {
    const words = input.value.trim();
    const found = words ? find(words) : [];
    list.replaceChildren(...found.slice(0, MOST).map(({ page, terms }) => item(page, terms)));
    meta.textContent = words ? said(found.length) : "Type to start searching";
  };
  input.addEventListener("input", show);
  box.querySelector("form")?.addEventListener("reset", () => setTimeout(show));
  show();
}

/** @param {number} count */
function said(count) {
  if (!count) return "No page has these words";
  return count === 1 ? "1 page found" : `${count} pages found`;
}

/** @param {string} term @returns {number | false} how much of a word may be a slip: two letters that changed places */
const slips = (term) => (term.length > 4 ? 0.34 : false);

/**
 * Pages that have every word; where there is none, with slips of the hand; where there is none, pages that have some.
 * @param {string} words
 */
function find(words) {
  for (const options of [{ combineWith: "AND" }, { combineWith: "AND", fuzzy: slips }, { fuzzy: slips }]) {
    const found = index.search(words, /** @type {import("minisearch").SearchOptions} */ (options));
    if (found.length) return found.map(({ id, terms }) => ({ page: /** @type {Page} */ (pages[id]), terms }));
  }
  return [];
}

/**
 * @param {Page} page
 * @param {string[]} terms as they stand in the page
 */
function item(page, terms) {
  const words = new RegExp(`(?<!\\p{L})(?:${terms.map(escaped).join("|")})`, "giu");
  const own = /** @type {Part} */ (page.parts[0]);
  // Where the name of the page was looked for, its beginning says most: not its sources, which repeat the name.
  const named = terms.every((term) => new RegExp(`(?<!\\p{L})${escaped(term)}`, "iu").test(page.title));
  const parts = page.parts
    .slice(named ? 1 : 0)
    .map((part) => ({ part, hits: `${part.title} ${part.text}`.match(words)?.length ?? 0 }))
    .filter(({ hits }) => hits)
    .sort((one, other) => other.hits - one.hits)
    .map(({ part }) => part);
  const [best = own, ...more] = [...(named ? [own] : []), ...parts].slice(0, PARTS_SHOWN);
  const entry = element("li", "md-search-result__item");
  entry.append(link(page, { ...best, anchor: "" }, page.title, "h1", words));
  for (const part of more) if (part.anchor) entry.append(link(page, part, part.title, "h2", words));
  return entry;
}

/**
 * @param {Page} page
 * @param {Part} part
 * @param {string} title
 * @param {"h1" | "h2"} level how the theme's style sheet sets it
 * @param {RegExp} words
 */
function link(page, part, title, level, words) {
  const anchor = /** @type {HTMLAnchorElement} */ (element("a", "md-search-result__link"));
  anchor.href = new URL(page.url + (part.anchor && `#${part.anchor}`), siteUrl).href;
  const article = element("div", "md-search-result__article md-typeset");
  const heading = element("div", `ns-found__${level}`);
  heading.append(...marked(title, words));
  const text = element("p", "ns-found__text");
  text.append(...marked(excerpt(part.text, words), words));
  article.append(heading, text);
  anchor.append(article);
  return anchor;
}

/**
 * @param {string} text
 * @param {RegExp} words
 */
function excerpt(text, words) {
  const at = Math.max(0, text.search(words));
  const from = at > AROUND ? text.indexOf(" ", at - AROUND) + 1 : 0;
  const to = at + AROUND < text.length ? text.lastIndexOf(" ", at + 2 * AROUND) : text.length;
  return `${from ? "… " : ""}${text.slice(from, Math.max(to, at + 1))}${to < text.length ? " …" : ""}`;
}

/**
 * @param {string} text
 * @param {RegExp} words
 * @returns {(string | Element)[]} the text, with the words that were found marked
 */
function marked(text, words) {
  /** @type {(string | Element)[]} */
  const made = [];
  let end = 0;
  for (const { 0: word, index: at } of text.matchAll(words)) {
    const mark = document.createElement("mark");
    mark.textContent = word;
    made.push(text.slice(end, at), mark);
    end = at + word.length;
  }
  return [...made, text.slice(end)];
}

/**
 * @param {string} tag
 * @param {string} name
 */
function element(tag, name) {
  const made = document.createElement(tag);
  made.className = name;
  return made;
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
