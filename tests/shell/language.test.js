// What the shell says in the reader's language: as `tests/widgets/test_language.py` has it for Python.

import assert from "node:assert/strict";
import { test } from "node:test";

import { languageOf } from "./as-built.js";

const FORMS = Array.from({ length: 200 }, (_, n) => {
  const few = n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14);
  return n === 1 ? "0" : few ? "1" : "2";
}).join("");

const english = await languageOf();
const polish = await languageOf({
  language: "pl",
  forms: FORMS,
  messages: {
    "Not kept: {files}.": "Nie zachowano: {files}.",
    "button\u0004Search": "Szukaj",
    "{n} file": ["{n} plik", "{n} pliki", "{n} plików"],
  },
});

test("English is the code's own text, with values in place of its names", () => {
  assert.equal(english._("Not kept: {files}.", { files: "a" }), "Not kept: a.");
  assert.equal(english._("Not kept: {files}."), "Not kept: {files}.");
  assert.equal(english.pgettext("button", "Search"), "Search");
  assert.equal(english.ngettext("{n} file", "{n} files", 1), "1 file");
  assert.equal(english.ngettext("{n} file", "{n} files", 1200), "1,200 files");
  assert.equal(english.ngettext("{n} of {all}", "{n} of {all}", 2, { all: 7 }), "2 of 7");
  assert.equal(english.ngettext("{n} point", "{n} points", 1.5), "1.5 points");
});

test("a table's messages, and English for what it lacks", () => {
  assert.equal(polish._("Not kept: {files}.", { files: "a" }), "Nie zachowano: a.");
  assert.equal(polish.pgettext("button", "Search"), "Szukaj");
  assert.equal(polish._("Search"), "Search");
  assert.equal(polish._("{n} file", { n: 1 }), "1 file"); // A message with plural forms is no other.
  assert.equal(polish.ngettext("{n} page", "{n} pages", 2), "2 pages");
});

test("plural forms follow the language's own rule; a number with decimals takes the last", () => {
  const said = [1, 3, 13, 22, 112, 10_003, 1.5].map((n) => polish.ngettext("{n} file", "{n} files", n));
  assert.deepEqual(said, ["1 plik", "3 pliki", "13 plików", "22 pliki", "112 plików", "10\u00a0003 pliki", "1,5 plików"]);
});

test("a name of a value that is missing stays, and a value is taken as it is", () => {
  assert.equal(english._("{one} and {other}", { one: "{other}" }), "{other} and {other}");
});

test("a list has commas and no word", () => {
  assert.equal(english.listed(["a", "b", "c"]), "a, b, c");
  assert.equal(english.listed(["a"]), "a");
});
