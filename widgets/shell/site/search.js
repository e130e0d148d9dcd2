// The list of results in the search box. Fetched, with the search data, when the box is opened; `finder.js` finds.

import { _, listed, ngettext } from "../language.js";
import { filesUrl, language, siteUrl } from "../settings.js";
import { BEGINS, Finder } from "./finder.js";
import { wordsOf } from "./words.js";

/** @import { Answer, Found } from "./finder.js" */

const { wordsIn, stem, stemsOf, loose } = wordsOf(language);
const MOST = 10; // pages shown
const PICTURE = { width: 96, height: 60 }; // CSS pixels; the files are 320 by 200

/** @param {Element} box */
export async function answer(box) {
  const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
  const list = /** @type {Element} */ (box.querySelector(".md-search-result__list"));
  const meta = /** @type {Element} */ (box.querySelector(".md-search-result__meta"));
  const response = await fetch(new URL("assets/search.json", siteUrl));
  if (!response.ok) throw new Error(`search: ${response.status}`);
  const finder = new Finder(await response.json(), wordsOf(language));
  const show = () => {
    const query = input.value.trim();
    const found = finder.find(query);
    const words = new Set(stemsOf(found.read || query));
    list.replaceChildren(...found.found.slice(0, MOST).map((one) => item(one, words)));
    meta.textContent = query ? said(found) : _("Type to start searching");
  };
  input.addEventListener("input", show);
  box.querySelector("form")?.addEventListener("reset", () => setTimeout(show));
  show();
}

/** @param {Answer} answer */
function said({ found, unknown, read }) {
  if (!found.length) return _("No page has these words. Try fewer or other ones.");
  const pages =
    found.length > MOST
      ? ngettext("{n} page found, the best {most} shown", "{n} pages found, the best {most} shown", found.length, { most: MOST })
      : ngettext("{n} page found", "{n} pages found", found.length);
  if (unknown.length) {
    const words = listed(unknown.map((word) => _("“{word}”", { word })));
    return [_("No page has {words}.", { words }), _("For the other words: {pages}", { pages })].join(" ");
  }
  return read ? _("For “{words}”: {pages}", { words: read, pages }) : pages;
}

/**
 * @param {Found} found
 * @param {Set<string>} words stems that are marked
 */
function item({ page, title, anchor }, words) {
  const entry = element("li", "md-search-result__item");
  const hit = element("div", "ns-hit");
  if (page.slug) hit.append(picture(page.slug, ""), picture(page.slug, "-dark"));
  const texts = element("div", "ns-hit__texts");
  const link = linkTo(page.url, "ns-hit__link"); // Its name is the title alone: a screen reader reads it in every list.
  link.append(marked("ns-hit__title", page.title, words));
  texts.append(link);
  if (page.level) texts.append(" ", text("ns-tag", _("Level {level}", { level: page.level })));
  texts.append(marked("ns-hit__summary", page.summary, words));
  hit.append(texts);
  entry.append(hit);
  if (anchor) {
    const part = linkTo(`${page.url}#${anchor}`, "ns-hit__part");
    part.append(marked("", title, words));
    entry.append(part);
  }
  return entry;
}

/**
 * @param {string} address from the site's root
 * @param {string} name
 */
function linkTo(address, name) {
  const anchor = /** @type {HTMLAnchorElement} */ (element("a", `md-search-result__link ${name}`));
  anchor.href = new URL(address, siteUrl).href;
  return anchor;
}

/**
 * @param {string} slug
 * @param {"" | "-dark"} kind
 */
function picture(slug, kind) {
  const image = new Image(PICTURE.width, PICTURE.height);
  image.className = `ns-hit__picture ns-hit__picture--${kind ? "dark" : "light"}`;
  image.alt = "";
  image.loading = "lazy";
  image.src = new URL(`assets/figures/${slug}${kind}.svg`, filesUrl).href;
  return image;
}

/**
 * @param {string} name
 * @param {string} words
 * @param {Set<string>} stems
 * @returns {Element} the words, with those marked that have one of the stems
 */
function marked(name, words, stems) {
  const made = element("span", name);
  for (const piece of words.split(/([\p{L}\p{M}\p{N}'’]+)/u)) {
    const isMeant = wordsIn(piece).map(stem).some((one) => stems.has(one) || (loose && begins(one, stems)));
    made.append(isMeant ? text("", piece, "mark") : piece);
  }
  return made;
}

/**
 * @param {string} word
 * @param {Set<string>} stems
 */
function begins(word, stems) {
  return [...stems].some((one) => one.length >= BEGINS && word.startsWith(one));
}

/**
 * @param {string} name
 * @param {string} words
 * @param {string} [tag]
 */
function text(name, words, tag = "span") {
  const made = element(tag, name);
  made.textContent = words;
  return made;
}

/**
 * @param {string} tag
 * @param {string} name
 */
function element(tag, name) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}
