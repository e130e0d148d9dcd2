// Which recorded clips say a text. Knows no sound.

const LONGEST_PHRASE = 16; // words

/**
 * Puts a text together from clips, taking the longest phrase that fits. A sentence with a word that no clip says is left
 * out whole (half of it could say the opposite): its tone is heard, and the page shows it.
 * @param {string} text
 * @param {Record<string, [number, number]>} clips by their words in small letters
 * @returns {[number, number][][]} the clips of each sentence
 */
export function sentences(text, clips) {
  return text
    .split(/[.!?](?:\s|$)/)
    .map((sentence) => clipsOf(wordsOf(sentence, clips), clips) ?? [])
    .filter((found) => found.length);
}

/**
 * A number between two that have a clip is said as both: 37 is 30 and 7.
 * @param {string} sentence
 * @param {Record<string, unknown>} clips
 * @returns {string[]}
 */
function wordsOf(sentence, clips) {
  const words = sentence.toLowerCase().replaceAll("’", "'").match(/[a-z0-9']+/g) ?? [];
  return words.flatMap((word) =>
    /^\d\d$/.test(word) && !Object.hasOwn(clips, word) ? [`${word[0]}0`, `${word[1]}`] : [word],
  );
}

/**
 * @param {string[]} words
 * @param {Record<string, [number, number]>} clips
 * @returns {[number, number][] | null} null where a word has none
 */
function clipsOf(words, clips) {
  const found = [];
  for (let i = 0; i < words.length; ) {
    let end = Math.min(words.length, i + LONGEST_PHRASE);
    while (end > i && !Object.hasOwn(clips, words.slice(i, end).join(" "))) end -= 1;
    if (end === i) return null;
    found.push(/** @type {[number, number]} */ (clips[words.slice(i, end).join(" ")]));
    i = end;
  }
  return found;
}
