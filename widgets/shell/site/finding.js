// Full-text search over the site's pages: index, query, the parts of a page worth showing, excerpts and marked words. Pure:
// no DOM, no fetch.

import MiniSearch from "minisearch";

/**
 * @typedef {object} Part
 * @property {string} title
 * @property {string} anchor
 * @property {string} text
 *
 * @typedef {object} Page
 * @property {number} id its index in the list of pages
 * @property {string} url from the site's root
 * @property {string} title
 * @property {Part[]} parts the first is the page's beginning
 *
 * @typedef {object} Found
 * @property {Page} page
 * @property {string[]} terms the words that matched, as they stand in the page
 */

const PARTS_SHOWN = 3;
const AROUND = 90; // characters before and after a matched word
/** Shorter terms match whole words only. */
const SHORTEST_PREFIX = 3;

/** @param {string} term @returns {number | false} the share of a word that may be wrong: two letters that changed places */
const slips = (term) => (term.length > 4 ? 0.34 : false);

/** Queries in order; the first that matches a page counts: every word, every word with slips, some words with slips. */
const QUERIES = [{ combineWith: "AND" }, { combineWith: "AND", fuzzy: slips }, { fuzzy: slips }];

export class Finder {
  /** @type {Page[]} */
  #pages = [];
  /** @type {MiniSearch<Page>} */
  #index = new MiniSearch({
    fields: ["title", "headings", "text"],
    extractField: (page, field) => {
      if (field === "headings") return page.parts.map((part) => part.title).join(" ");
      if (field === "text") return page.parts.map((part) => part.text).join(" ");
      return String(page[/** @type {keyof Page} */ (field)]);
    },
    searchOptions: {
      boost: { title: 8, headings: 2 },
      prefix: (term) => term.length >= SHORTEST_PREFIX,
      weights: { prefix: 0.5, fuzzy: 0.2 },
    },
  });

  /**
   * Indexes the pages in small chunks, so that typing stays possible.
   * @param {Page[]} pages
   */
  async add(pages) {
    this.#pages = pages;
    await this.#index.addAllAsync(pages, { chunkSize: 10 });
  }

  /**
   * @param {string} words
   * @returns {Found[]} the pages that match, best first
   */
  find(words) {
    for (const options of QUERIES) {
      const found = this.#index.search(words, /** @type {import("minisearch").SearchOptions} */ (options));
      if (found.length) return found.map(({ id, terms }) => ({ page: /** @type {Page} */ (this.#pages[id]), terms }));
    }
    return [];
  }
}

/**
 * @param {number} count of pages
 * @returns {string} such as "2 pages found"
 */
export function said(count) {
  if (!count) return "No page has these words";
  return count === 1 ? "1 page found" : `${count} pages found`;
}

/**
 * @param {readonly string[]} terms
 * @returns {RegExp} matches each term at the start of a word, in any case
 */
export function wordsOf(terms) {
  return new RegExp(`(?<!\\p{L})(?:${terms.map(escaped).join("|")})`, "giu");
}

/**
 * The parts of a page that match best, at most three. If the title has every term, the page's beginning comes first: it says
 * more than a list of sources, which repeats the title.
 * @param {Found} found
 * @returns {Part[]} at least one
 */
export function bestParts({ page, terms }) {
  const words = wordsOf(terms);
  const own = /** @type {Part} */ (page.parts[0]);
  const named = terms.every((term) => new RegExp(`(?<!\\p{L})${escaped(term)}`, "iu").test(page.title));
  const parts = page.parts
    .slice(named ? 1 : 0)
    .map((part) => ({ part, hits: `${part.title} ${part.text}`.match(words)?.length ?? 0 }))
    .filter(({ hits }) => hits)
    .sort((one, other) => other.hits - one.hits)
    .map(({ part }) => part);
  const best = [...(named ? [own] : []), ...parts].slice(0, PARTS_SHOWN);
  return best.length ? best : [own];
}

/**
 * @param {string} text
 * @param {RegExp} words
 * @returns {string} the text around the first match, cut at spaces, with an ellipsis at each cut
 */
export function excerpt(text, words) {
  const at = Math.max(0, text.search(words));
  const from = at > AROUND ? text.indexOf(" ", at - AROUND) + 1 : 0;
  const to = at + AROUND < text.length ? text.lastIndexOf(" ", at + 2 * AROUND) : text.length;
  return `${from ? "… " : ""}${text.slice(from, Math.max(to, at + 1))}${to < text.length ? " …" : ""}`;
}

/**
 * @param {string} text
 * @param {RegExp} words with the flag `g`
 * @returns {{text: string, matched: boolean}[]} the text in pieces, with those that match
 */
export function pieces(text, words) {
  const made = [];
  let end = 0;
  for (const { 0: word, index: at } of text.matchAll(words)) {
    made.push({ text: text.slice(end, at), matched: false }, { text: word, matched: true });
    end = at + word.length;
  }
  return [...made, { text: text.slice(end), matched: false }].filter((piece) => piece.text);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
