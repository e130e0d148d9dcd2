// The list of search results. It is fetched, with the words of all pages, when the search box is opened. Which pages match is
// decided in `finding.js`.

import { siteUrl } from "../settings.js";
import { bestParts, excerpt, Finder, pieces, said, wordsOf } from "./finding.js";

/** @import { Found, Page, Part } from "./finding.js" */

const MOST = 20; // pages shown

/** @param {Element} box */
export async function answer(box) {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const list = /** @type {Element} */ (box.querySelector(".md-search-result__list"));
  const meta = /** @type {Element} */ (box.querySelector(".md-search-result__meta"));
  const response = await fetch(new URL("assets/search.json", siteUrl));
  if (!response.ok) throw new Error(`search: ${response.status}`);
  const finder = new Finder();
  await finder.add(await response.json());
  const show = () => {
    const words = input.value.trim();
    const found = words ? finder.find(words) : [];
    list.replaceChildren(...found.slice(0, MOST).map(item));
    meta.textContent = words ? said(found.length) : "Type to start searching";
  };
  input.addEventListener("input", show);
  box.querySelector("form")?.addEventListener("reset", () => setTimeout(show));
  show();
}

/** @param {Found} found */
function item(found) {
  const { page, terms } = found;
  const words = wordsOf(terms);
  const [best, ...more] = /** @type {[Part, ...Part[]]} */ (bestParts(found));
  const entry = element("li", "md-search-result__item");
  entry.append(link(page, { ...best, anchor: "" }, page.title, "h1", words));
  for (const part of more) if (part.anchor) entry.append(link(page, part, part.title, "h2", words));
  return entry;
}

/**
 * @param {Page} page
 * @param {Part} part
 * @param {string} title
 * @param {"h1" | "h2"} level of the theme's style
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
 * @returns {(string | Element)[]} the text, with matched words in `mark` elements
 */
function marked(text, words) {
  return pieces(text, words).map((piece) => {
    if (!piece.matched) return piece.text;
    const mark = document.createElement("mark");
    mark.textContent = piece.text;
    return mark;
  });
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
