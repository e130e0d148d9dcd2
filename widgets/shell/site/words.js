// Words as search compares them: without accents and case, in English also without endings and the small words of a
// question. Pure text.

/**
 * @typedef {object} Words how one language's words are compared
 * @property {(text: string) => string[]} wordsIn
 * @property {(word: string) => string} stem
 * @property {(text: string) => string[]} stemsOf
 * @property {boolean} loose whether words count as alike that begin alike or differ by a letter: no ending is known
 */

/** Words that say nothing of what is looked for. They count only where a query has no other. */
const SMALL = new Set(
  (
    "a about am an and any are as at be been but by can could did do does doing for from get gets getting give go good had has have " +
    "having help how i if im in into is it its ive let like make me my need of on one or our please properly correctly really should so some take tell " +
    "than that the their them then there these they thing this to too try us use using very want was we what whats when where " +
    "which while who why will with would you your"
  ).split(" "),
);

const VOWEL = /[aeiouy]/;

/**
 * @param {string} text
 * @returns {string[]} its words in small letters, in order; an apostrophe joins, every other sign parts
 */
export function wordsIn(text) {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f'\u2019]/g, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * @param {string} word in small letters
 * @returns {string} its stem, the same for "walk", "walks", "walked" and "walking"
 */
export function stem(word) {
  let stemmed = word;
  if (word.length > 2) {
    if (/(?:ss|us|is)$/.test(word)) stemmed = word;
    else if (word.endsWith("ies")) stemmed = `${word.slice(0, -3)}y`;
    else if (/(?:ch|sh|ss|x|z)es$/.test(word)) stemmed = word.slice(0, -2);
    else if (word.endsWith("s")) stemmed = word.slice(0, -1);
  }
  for (const ending of ["ing", "ed", "er"]) {
    const start = stemmed.slice(0, -ending.length);
    if (!stemmed.endsWith(ending) || start.length < 3 || !VOWEL.test(start)) continue;
    const doubled = /([bdgmnprt])\1$/.test(start);
    stemmed = doubled ? start.slice(0, -1) : start;
    break;
  }
  if (stemmed.length > 3 && stemmed.endsWith("e")) stemmed = stemmed.slice(0, -1);
  if (stemmed.length > 3 && stemmed.endsWith("y")) stemmed = `${stemmed.slice(0, -1)}i`;
  return stemmed;
}

/**
 * @param {string} text
 * @returns {string[]} the stems that count in it; all of them where none is left
 */
export function stemsOf(text) {
  const words = wordsIn(text);
  const telling = words.filter((word) => !SMALL.has(word));
  return (telling.length ? telling : words).map(stem);
}

/** @type {Words} */
export const ENGLISH = { wordsIn, stem, stemsOf, loose: false };

/** Accents, and the points of Hebrew and Arabic, as they stand after their letters. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g;
/** Letters that are typed as others, and that no form of Unicode takes apart. */
const TYPED = new Map(Object.entries({ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" }));

/** @type {Words["wordsIn"]} an apostrophe parts, as in French; the vowels of Indian scripts are marks and belong to a word */
function foldedIn(text) {
  const plain = text.normalize("NFKD").replace(MARKS, "").toLowerCase();
  const typed = plain.replace(/[ßæœøłđðþı]/g, (letter) => TYPED.get(letter) ?? letter);
  return typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** @type {Words} */
const OTHERS = { wordsIn: foldedIn, stem: (word) => word, stemsOf: foldedIn, loose: true };

/**
 * @param {string} language its tag
 * @returns {Words}
 */
export function wordsOf(language) {
  return language.split("-", 1)[0] === "en" ? ENGLISH : OTHERS;
}

/**
 * @param {string} one
 * @param {string} other
 * @param {number} most slips that count; more are told as `most + 1`
 * @returns {number} letters that are missing, too many, wrong, or have changed places with their neighbour
 */
export function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + cost);
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (swapped) least = Math.min(least, at(before, j - 2) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    before = last;
    last = row;
  }
  return at(last, other.length);
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {boolean} whether both have the same letters, the first one first
 */
export function areScrambled(one, other) {
  const sorted = (/** @type {string} */ word) => [...word].sort().join("");
  return one.length === other.length && one[0] === other[0] && sorted(one) === sorted(other);
}

/**
 * @param {number[]} row
 * @param {number} index
 */
function at(row, index) {
  return /** @type {number} */ (row[index]);
}
