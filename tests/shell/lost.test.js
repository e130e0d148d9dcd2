// Addresses that led to no page: what they were probably meant to be, and what to search for.

import assert from "node:assert/strict";
import { test } from "node:test";

import "./as-built.js";

const { tidied, withHash, wordsOf } = await import("../../widgets/shell/site/lost.js");

test("an encoded # is read as one, behind the slash of a page or the name of its file", () => {
  assert.equal(withHash("/back/planner/%23plan=1A"), "/back/planner/#plan=1A");
  assert.equal(withHash("/back/planner%2523plan=1A"), "/back/planner/#plan=1A");
  assert.equal(withHash("/back/planner/index.html%23plan=1A"), "/back/planner/index.html#plan=1A");
  assert.equal(withHash("/back/planner/"), null);
});

test("what a text puts around a link is taken away, and small letters are tried", () => {
  const bird = "/back/exercises/bird-dog/";
  const added = [")", "%20", "%E2%80%9D", "%22%3E", ".,", "%C2%A0", "&utm_source=x", "index.html", "/"];
  for (const more of added) assert.equal(tidied(bird + more, "/back/"), bird, more);
  for (const path of ["/back/exercises/bird-dog.html", "/back/exercises/bird-dog).", "/back/Exercises/Bird-Dog", `/back/*${bird.slice(6)}`])
    assert.equal(tidied(path, "/back/"), bird, path);
});

test("nothing is offered for an address that has nothing to take away, or nothing but that", () => {
  for (const path of ["/back/exercises/birddog/", "/back/exercises/birddog", "/back/404.html", "/back/%20", "/back/", "/else/a)"])
    assert.equal(tidied(path, "/back/"), null, path);
});

test("the words to search for are those of the last part that has any", () => {
  assert.equal(wordsOf("/exercises/bird-dog.html"), "bird dog");
  for (const more of ["", ")", "%20", "%E2%80%9D", "index.html", "12"]) assert.equal(wordsOf(`/exercises/bird-dog/${more}`), "bird dog");
  for (const path of ["/", "/404.html", "/%20/%", "/..,/"]) assert.equal(wordsOf(path), "");
});
