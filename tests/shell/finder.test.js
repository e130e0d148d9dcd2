// Search: words and stems, and how a query is read. The queries of readers are in tests/search.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Finder } from "../../widgets/shell/site/finder.js";
import { ENGLISH, slips, stem, stemsOf, wordsIn, wordsOf } from "../../widgets/shell/site/words.js";

const page = (url, title, more = {}) => ({ url, title, summary: "", parts: [[title, "", ""]], ...more });
const finder = new Finder({
  same: [["belly", "tummy"]],
  pages: [
    page("bird-dog/", "Bird dog", { names: ["pointer dog"], summary: "Reach one arm forward." }),
    page("bridge/", "Bridge", { also: ["bum lift"], parts: [["Bridge", "", "Lift your hips."], ["For a tired belly", "belly", ""]] }),
    page("safety/", "Is it safe for me?", { first: ["cannot pee", "red flags"] }),
    page("clam/", "Clamshell", { first: ["clam"] }),
  ],
});
const urls = (query) => finder.find(query).found.map(({ page: { url } }) => url);

test("words are small letters; an apostrophe joins, other signs part, accents go", () => {
  assert.deepEqual(wordsIn("I don't sit up, Zoë!"), ["i", "dont", "sit", "up", "zoe"]);
});

test("one stem for the forms of a word", () => {
  for (const word of ["walk", "walks", "walked", "walking"]) assert.equal(stem(word), "walk");
  assert.equal(stem("bodies"), stem("body"));
  assert.equal(stem("stopped"), stem("stop"));
  for (const word of ["pelvis", "abs", "ups", "as"]) assert.ok(stem(word).length >= 2, word);
  assert.notEqual(stem("bring"), "br");
});

test("small words of a question count only where there is no other", () => {
  assert.deepEqual(stemsOf("what is a bridge"), [stem("bridge")]);
  assert.deepEqual(stemsOf("what is it"), ["what", "is", "it"]);
});

test("slips: wrong, missing, added letters, and two that changed places", () => {
  for (const other of ["plank", "plan", "plaank", "plonk"]) assert.ok(slips("plank", other, 2) <= 1, other);
  assert.equal(slips("plnak", "plank", 2), 1);
  assert.equal(slips("plank", "bridge", 2), 3);
});

test("a title, another name and a reader's phrase lead to their page", () => {
  assert.deepEqual(urls("bird dogs").slice(0, 1), ["bird-dog/"]);
  assert.deepEqual(urls("pointer dog").slice(0, 1), ["bird-dog/"]);
  assert.deepEqual(urls("I cannot pee").slice(0, 1), ["safety/"]);
  assert.deepEqual(urls("bum lifts").slice(0, 1), ["bridge/"]);
});

test("a word that is still being typed counts by its beginning", () => {
  assert.deepEqual(urls("bri").slice(0, 1), ["bridge/"]);
});

test("slips are mended, and how the query was read is told", () => {
  assert.equal(finder.find("brid dog").read, "bird dog");
  assert.deepEqual(urls("brid dog").slice(0, 1), ["bird-dog/"]);
  assert.deepEqual(urls("birddog").slice(0, 1), ["bird-dog/"]);
  assert.deepEqual(urls("clam shell").slice(0, 1), ["clam/"]);
});

test("words that mean the same find each other's pages, with the part in which they stand", () => {
  const [found] = finder.find("tummy").found;
  assert.equal(found.page.url, "bridge/");
  assert.deepEqual([found.title, found.anchor], ["For a tired belly", "belly"]);
});

test("nothing is guessed where nothing fits, and an unknown word is named", () => {
  assert.deepEqual(urls("purple elephant"), []);
  assert.deepEqual(urls(""), []);
  assert.deepEqual(finder.find("bridge zzyzx").unknown, ["zzyzx"]);
});

test("only English has known endings, small words and apostrophes that join; every language loses its accents", () => {
  assert.equal(wordsOf("en"), ENGLISH);
  assert.equal(wordsOf("en-gb"), ENGLISH);
  const { wordsIn: inText, stem: stemmed, stemsOf: stems } = wordsOf("fr");
  assert.deepEqual(inText("L’été, Où est-il ?"), ["l", "ete", "ou", "est", "il"]);
  assert.deepEqual(inText("Łódź, Straße, señor"), ["lodz", "strasse", "senor"]);
  assert.deepEqual(inText("हिन्दी में"), ["हिन्दी", "में"]);
  assert.equal(stemmed("walking"), "walking");
  assert.deepEqual(stems("what is it"), ["what", "is", "it"]);
});

test("where no ending is known, a word counts by its beginning and with a slip", () => {
  const pages = [
    page("bridge/", "Puente de glúteos", { summary: "Levanta la cadera." }),
    page("walk/", "Caminar", { parts: [["Caminar", "", "Sube la cuesta. Hay puentes en la ciudad."]] }),
    page("safety/", "¿Es seguro para mí?", { first: ["dolores fuertes"] }),
  ];
  const spanish = new Finder({ same: [], pages }, wordsOf("es"));
  const found = (query) => spanish.find(query).found.map(({ page: { url } }) => url);
  assert.deepEqual(found("puente"), ["bridge/", "walk/"]);
  assert.deepEqual(found("puentes").sort(), ["bridge/", "walk/"]); // Known as it stands; the other differs by a letter.
  assert.deepEqual(found("gluteo"), ["bridge/"]);
  assert.deepEqual(found("elefante"), []);

  // Every word may go on, not only the last one, which is still being typed.
  assert.deepEqual(spanish.find("dol fuertes"), spanish.find("dolores fuertes"));
  assert.deepEqual(new Finder({ same: [], pages }).find("dol fuertes").unknown, ["dol"]);
});

test("words that mean the same are compared without accents, as all are", () => {
  const pages = [page("safety/", "¿Cuándo ir al médico?"), page("bridge/", "Puente")];
  const spanish = new Finder({ same: [["médico", "doctora"]], pages }, wordsOf("es"));
  assert.deepEqual(
    spanish.find("doctora").found.map(({ page: { url } }) => url),
    ["safety/"],
  );
});
