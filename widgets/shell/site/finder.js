// Finds pages for the words of a reader. MiniSearch ranks the words of pages (BM25); the words that readers use, from
// `exercises/search.yml`, come before. Pure: no page, no network.
//
// A query is read in steps, and the first that finds something counts: all words as they stand or begin; with slips of the
// hand mended, words joined or parted; at last without the words that no page has, which is said (`unknown`). So nothing is
// guessed where the words fit, and nothing is shown where none fits.

import MiniSearch from "minisearch";

import { areScrambled, ENGLISH, slips } from "./words.js";

/** @import { Words } from "./words.js" */

/**
 * @typedef {object} Page
 * @property {string} url from the site's root
 * @property {string} title
 * @property {string} summary
 * @property {[title: string, anchor: string, text: string][]} parts the first is the page's beginning
 * @property {string[]} [names] other names of an exercise
 * @property {number} [level]
 * @property {string} [slug] of an exercise
 * @property {string[]} [first] phrases for which this page stands first
 * @property {string[]} [also] phrases for which it is among the first
 *
 * @typedef {object} Data `assets/search.json`
 * @property {string[][]} same groups of words that mean the same
 * @property {Page[]} pages
 *
 * @typedef {object} Found
 * @property {Page} page
 * @property {string} title of the part in which the words stand, where it is not the page itself
 * @property {string} anchor of that part
 *
 * @typedef {object} Answer
 * @property {Found[]} found the best first
 * @property {string[]} unknown words of the query that no page has
 * @property {string} read the query as it was read, where slips were mended in it; else empty
 *
 * @typedef {object} Phrase
 * @property {number} page
 * @property {Set<string>} stems
 * @property {number} weight
 */

const BOOST = { title: 10, names: 8, words: 6, headings: 3, summary: 4, text: 1 };
/** A phrase of readers that is the whole query lifts its page above every score of words; a part of it by its part. */
const FIRST = 1000;
const TITLE = 950;
const NAME = 800;
const ALSO = 500;
/** The score of the page that has the words of the query most, and how much of it adds to a phrase. */
const WORDS = 300;
const LIFT = 0.3;
/** A page with a lower score is no answer. */
const WORST = 6;
/** The part of a query's weight that a page must have where no page has all of it. */
const MOST = 0.6;
/** The part of a query's weight that must be known where some word fits nowhere. */
const ENOUGH = 0.2;
/** Letters of a word that is still being typed, at least. */
export const BEGINS = 3;
const SHORT = 6; // letters; a slip in a shorter word counts only where a phrase has the word that is meant
const ANOTHER_START = 7; // letters of a word that may begin with another letter than the word that is meant
const END = 3; // letters that are right in such a word
const NEAREST = 3; // words that a slip may stand for
const MOST_WAYS = 12; // in which a query is read
/** @type {Answer} */
const NOTHING = { found: [], unknown: [], read: "" };

export class Finder {
  /** @type {Page[]} */
  #pages;
  /** @type {Words} */
  #words;
  /** @type {MiniSearch<{id: number}>} */
  #index;
  /** @type {Phrase[]} */
  #phrases = [];
  /** @type {Map<string, number>} every stem, with how likely a reader means it */
  #known = new Map();
  /** @type {Map<string, number>} every stem, with the number of pages that have it */
  #pagesWith = new Map();
  /** @type {Set<string>} the stems of readers' phrases, of titles and of other names */
  #inPhrases = new Set();
  /** @type {Map<string, string>} a stem of a phrase, and a word with it */
  #spelled = new Map();
  /** @type {Map<string, string[]>} */
  #same = new Map();

  /**
   * @param {Data} data
   * @param {Words} [words] of the pages' language
   */
  constructor({ same, pages }, words = ENGLISH) {
    this.#pages = pages;
    this.#words = words;
    const { stem, wordsIn } = words;
    for (const group of same) {
      const stems = group.flatMap(wordsIn).map(stem);
      for (const one of stems) this.#same.set(one, stems);
    }
    this.#index = new MiniSearch({
      fields: Object.keys(BOOST),
      tokenize: wordsIn,
      processTerm: stem,
      searchOptions: { boost: BOOST, tokenize: (text) => text.split(" "), processTerm: (term) => term },
    });
    this.#index.addAll(pages.map((page, id) => ({ id, ...fieldsOf(page) })));
    pages.forEach((page, id) => {
      for (const phrase of page.first ?? []) this.#learn(phrase, id, FIRST);
      this.#learn(page.title, id, TITLE);
      for (const phrase of page.names ?? []) this.#learn(phrase, id, NAME);
      for (const phrase of page.also ?? []) this.#learn(phrase, id, ALSO);
      const stems = wordsIn(Object.values(fieldsOf(page)).join(" ")).map(stem);
      for (const one of new Set(stems)) {
        this.#know(one, 1);
        this.#pagesWith.set(one, (this.#pagesWith.get(one) ?? 0) + 1);
      }
    });
    for (const one of this.#same.keys()) this.#know(one, 1);
  }

  /**
   * @param {string} phrase
   * @param {number} page
   * @param {number} weight
   */
  #learn(phrase, page, weight) {
    const { stem, stemsOf, wordsIn } = this.#words;
    const stems = stemsOf(phrase);
    for (const word of wordsIn(phrase)) {
      const before = this.#spelled.get(stem(word));
      if (before === undefined || word.length < before.length) this.#spelled.set(stem(word), word);
    }
    this.#phrases.push({ page, stems: new Set(stems), weight });
    for (const one of stems) {
      this.#know(one, 20); // A slip is more likely one of these.
      this.#inPhrases.add(one);
    }
  }

  /**
   * @param {string} one
   * @param {number} often
   */
  #know(one, often) {
    this.#known.set(one, (this.#known.get(one) ?? 0) + often);
  }

  /**
   * @param {string} query
   * @returns {Answer}
   */
  find(query) {
    const { stem, stemsOf, wordsIn } = this.#words;
    const stems = stemsOf(query);
    if (!stems.length) return NOTHING;
    // The last word may not be finished. One that is known with its ending is.
    const last = wordsIn(query).pop() ?? "";
    const typed = last === stem(last) || !this.#known.has(stem(last)) ? last : "";
    const known = stems.filter((one) => this.#isKnown(one, typed));
    if (known.length === stems.length) {
      const { found } = this.#best([stems, ...this.#joined(stems)], typed);
      if (found.length) return { ...NOTHING, found };
    }
    const mended = this.#mended(stems, typed);
    if (mended.length) {
      const { found, words } = this.#best(mended, typed);
      const changed = words.join(" ") !== stems.join(" ");
      if (found.length) return { found, unknown: [], read: changed ? words.map((one) => this.#spelled.get(one) ?? one).join(" ") : "" };
    }
    // Some word fits nowhere. The others answer if they say enough.
    if (!known.length || this.#weigh(known) < ENOUGH * this.#weigh(stems)) return NOTHING;
    const found = this.#ranked(known, typed).found;
    const unknown = wordsIn(query).filter((word) => stems.includes(stem(word)) && !known.includes(stem(word)));
    return { found, unknown: found.length ? unknown : [], read: "" };
  }

  /**
   * @param {string} one
   * @param {string} typed
   */
  #isKnown(one, typed) {
    return this.#known.has(one) || (this.#mayGoOn(one, typed) && this.#begins(one));
  }

  /**
   * @param {string} one
   * @param {string} typed
   * @returns {boolean} whether longer words count for it: it is still being typed, or its endings are not known
   */
  #mayGoOn(one, typed) {
    return one.length >= BEGINS && (this.#words.loose || one === typed);
  }

  /** @param {string} one @returns {boolean} whether a word with a slip counts for it, for want of a known ending */
  #mayDiffer(one) {
    return this.#words.loose && one.length >= SHORT;
  }

  /** @param {string} start */
  #begins(start) {
    for (const one of this.#known.keys()) if (one.startsWith(start)) return true;
    return false;
  }

  /** @param {string[]} words @returns {number} how much they say: a word on few pages says more */
  #weigh(words) {
    let sum = 0;
    for (const one of new Set(words)) {
      const often = Math.max(1, ...this.#alike(one).map((same) => this.#pagesWith.get(same) ?? 0));
      sum += Math.log(1 + this.#pages.length / often);
    }
    return sum;
  }

  /** @param {string[]} stems @returns {string[][]} the same words, with two neighbours joined that are one word of a phrase */
  #joined(stems) {
    return stems.slice(1).flatMap((next, at) => {
      const one = `${stems[at]}${next}`;
      return this.#inPhrases.has(one) ? [[...stems.slice(0, at), one, ...stems.slice(at + 2)]] : [];
    });
  }

  /**
   * Mends words that no page has: two of them that are one word, one that is two, or one with slips.
   * @param {string[]} stems
   * @param {string} typed
   * @returns {string[][]} ways to read the query; none where a word fits nowhere
   */
  #mended(stems, typed) {
    /** @type {string[][]} */
    let ways = [[]];
    for (let at = 0; at < stems.length; at += 1) {
      const one = /** @type {string} */ (stems[at]);
      const next = stems[at + 1];
      /** @type {string[][]} */
      let readings = [[one]];
      if (next !== undefined && this.#inPhrases.has(one + next) && !(this.#isKnown(one, typed) && this.#isKnown(next, typed))) {
        readings = [[one + next]];
        at += 1;
      } else if (!this.#isKnown(one, typed)) {
        readings = [...this.#parted(one), ...this.#nearest(one).map((word) => [word])];
      }
      ways = ways.flatMap((way) => readings.map((reading) => [...way, ...reading])).slice(0, MOST_WAYS);
    }
    return ways;
  }

  /** @param {string} word @returns {string[][]} two words that it is made of, if they stand together in a phrase */
  #parted(word) {
    const found = [];
    for (let at = 3; at <= word.length - 2; at += 1) {
      const parts = [this.#words.stem(word.slice(0, at)), word.slice(at)];
      if (this.#phrases.some(({ stems }) => parts.every((part) => stems.has(part)))) found.push(parts);
    }
    return found;
  }

  /** @param {string} word @returns {string[]} the known words with the fewest slips, the more usual first */
  #nearest(word) {
    // Few miss the first letter but by changing it with the second.
    const near = this.#fewestSlips(
      word,
      (one) => one[0] === word[0] || (one[0] === word[1] && one[1] === word[0]),
    );
    if (near.length || word.length < ANOTHER_START) return near;
    // Some write a word as they hear it ("cyatica"). Its end must be right then.
    return this.#fewestSlips(word, (one) => this.#inPhrases.has(one) && one.slice(-END) === word.slice(-END));
  }

  /**
   * @param {string} word
   * @param {(one: string) => boolean} counts whether a known word comes into question
   * @returns {string[]} those with the fewest slips, the more usual first
   */
  #fewestSlips(word, counts) {
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    let least = most;
    /** @type {{one: string, often: number, count: number}[]} */
    let found = [];
    for (const [one, often] of this.#known) {
      if (one.length < 3 || (word.length < SHORT && !this.#inPhrases.has(one)) || !counts(one)) continue;
      const count = most && areScrambled(word, one) ? 1 : slips(word, one, least);
      if (count > least) continue;
      if (count < least) found = [];
      least = count;
      found.push({ one, often, count });
    }
    return found
      .sort((a, b) => b.often - a.often)
      .slice(0, NEAREST)
      .map(({ one }) => one);
  }

  /**
   * @param {string[][]} ways to read the query
   * @param {string} typed
   * @returns {{found: Found[], words: string[]}} the answer to the way that fits best
   */
  #best(ways, typed) {
    let best = { found: /** @type {Found[]} */ ([]), words: /** @type {string[]} */ ([]), score: 0 };
    for (const words of ways) {
      const { found, score } = this.#ranked(words, typed);
      if (score > best.score) best = { found, words, score };
    }
    if (!best.score && ways[0]) best = { ...this.#ranked(ways[0], typed, "OR"), words: ways[0] };
    return best;
  }

  /**
   * @param {string[]} stems
   * @param {string} typed
   * @param {"AND" | "OR"} [combineWith]
   * @returns {{found: Found[], score: number}} pages, and the best one's score
   */
  #ranked(stems, typed, combineWith = "AND") {
    const words = [...new Set(stems)];
    const scores = this.#byWords(words, typed, combineWith);
    for (const [page, score] of this.#byPhrases(words, typed)) {
      scores.set(page, score + LIFT * (scores.get(page) ?? 0));
    }
    const best = Math.max(0, ...scores.values());
    const found = [...scores]
      .filter(([, score]) => score >= WORST)
      .sort(([, one], [, other]) => other - one)
      .map(([id]) => this.#found(/** @type {Page} */ (this.#pages[id]), words));
    return { found, score: best };
  }

  /**
   * @param {string[]} words
   * @param {string} typed
   * @param {"AND" | "OR"} combineWith
   * @returns {Map<number, number>} pages with their scores
   */
  #byWords(words, typed, combineWith) {
    const queries = words.map((one) => ({
      combineWith: /** @type {const} */ ("OR"),
      queries: this.#alike(one),
      prefix: this.#mayGoOn(one, typed),
      fuzzy: this.#mayDiffer(one) && 1,
      weights: { prefix: 0.4, fuzzy: 0.3 },
    }));
    const found = this.#index.search({ combineWith, queries });
    const enough = combineWith === "OR" ? MOST * this.#weigh(words) : 0;
    const best = found[0]?.score ?? 1;
    return new Map(
      found
        .filter(({ queryTerms }) => this.#weigh(queryTerms) >= enough)
        .map(({ id, score }) => [Number(id), (WORDS * score) / best]),
    );
  }

  /**
   * @param {string[]} words
   * @param {string} typed
   * @returns {Map<number, number>} pages with the score of the reader's phrase that is most of the query
   */
  #byPhrases(words, typed) {
    /** @type {Map<number, number>} */
    const scores = new Map();
    const whole = this.#weigh(words);
    for (const { page, stems, weight } of this.#phrases) {
      const said = this.#said(stems, words, typed);
      if (!said) continue;
      const score = (weight * this.#weigh(said)) / whole;
      if (score > (scores.get(page) ?? 0)) scores.set(page, score);
    }
    return scores;
  }

  /** @param {string} one */
  #alike(one) {
    return this.#same.get(one) ?? [one];
  }

  /**
   * @param {Set<string>} phrase
   * @param {string[]} words
   * @param {string} typed
   * @returns {string[] | null} the words of the query that a reader's phrase is made of; null where one of its own is missing
   */
  #said(phrase, words, typed) {
    const said = new Set();
    for (const one of phrase) {
      const word = words.find(
        (each) =>
          each === one ||
          this.#alike(each).includes(one) ||
          (this.#mayGoOn(each, typed) && one.startsWith(each)) ||
          (this.#mayDiffer(each) && slips(each, one, 1) <= 1),
      );
      if (word === undefined) return null;
      said.add(word);
    }
    return [...said];
  }

  /**
   * @param {Page} page
   * @param {string[]} words
   * @returns {Found} with the first part whose title has a word that the page's own title has not
   */
  #found(page, words) {
    const { stem, wordsIn } = this.#words;
    const own = new Set(wordsIn(page.title).map(stem));
    const wanted = words.flatMap((one) => this.#alike(one)).filter((one) => !own.has(one));
    const part = page.parts.find(([title, anchor]) => anchor && wordsIn(title).some((word) => wanted.includes(stem(word))));
    return { page, title: part?.[0] ?? "", anchor: part?.[1] ?? "" };
  }
}

/** @param {Page} page */
function fieldsOf({ title, names = [], first = [], also = [], parts, summary }) {
  return {
    title,
    names: names.join(", "),
    words: [...first, ...also].join(", "),
    headings: parts.slice(1).map(([heading]) => heading).join(", "),
    summary,
    text: parts.map(([, , text]) => text).join(" "),
  };
}
