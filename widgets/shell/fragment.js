// The part of an address behind `#`: the name of a heading, or something for Python, such as a plan. Whatever stands
// there, nothing here throws.

import { fragmentOf } from "./site/address.js";

/** Tells the planner of a flare-up. The name is also that of a place in its first view, for who has no Python. */
const FLARE = "#flare";
/** A name with a value, also where the sign between them is encoded; or a plan, however damaged. */
const FOR_PYTHON = /=|%(?:25)*3d|plan/i;
/** The name of a plan, also torn apart. Here a plan is only told from other texts: `widgets/share/repair.py` reads it. */
const KEY = /p[^a-z0-9]*l[^a-z0-9]*a[^a-z0-9]*n/gi;
/** What follows the name, as mail programs and messengers hand it on. */
const SIGN = /^[^a-z0-9]*(?:=|%|&|\\u003d|\\x3d)/i;
/** The text of a plan, where its sign was lost: the version, the length, and more letters. No heading's name looks so. */
const TEXT = /^[\W_]*(?:3[dD])?[1-3][A-Za-z][\w-]{20}/;
/** Letters behind the name that are looked at. */
const ENOUGH = 200;
/** Programs on the way that may each have encoded it once more. */
const MOST_ENCODED = 3;
/** What is put between letters in program texts: tags and entities. */
const MARKS = /<[^<>]*>|&(?:#\w+|\w+);/g;

/**
 * @param {string} hash with its `#`
 * @returns {boolean} whether Python is to look at it
 */
export function isForPython(hash) {
  return hash === FLARE || ((FOR_PYTHON.test(hash) || holdsPlan(hash)) && !document.getElementById(fragmentOf(hash)));
}

/**
 * @param {string} hash with its `#`
 * @returns {boolean} whether a plan stands there, also one that was changed on its way
 */
export function holdsPlan(hash) {
  return follows(hash, (rest) => SIGN.test(rest) || isText(rest));
}

/**
 * @param {string} search the part of an address behind `?`, with it
 * @returns {string} the same behind `#`, where it holds a plan because the link's `#` was encoded or lost; empty elsewhere
 */
export function slidPlan(search) {
  return follows(search, isText) ? `#${search.slice(1)}` : "";
}

/**
 * @param {{hash: string, search: string}} address
 * @returns {string} what there is to open in an address, with a `#`
 */
export function linkedIn({ hash, search }) {
  return holdsPlan(hash) ? hash : slidPlan(search) || hash;
}

/**
 * @param {{hash: string, search: string}} address of a page without a planner: the link's path was lost
 * @param {string} siteUrl address of the site's root, with the slash at its end
 * @returns {string | null} the address where its plan is opened; null where it holds none
 */
export function plannerFor(address, siteUrl) {
  const linked = linkedIn(address);
  return holdsPlan(linked) && !document.getElementById(fragmentOf(linked)) ? `${siteUrl}planner/${linked}` : null;
}

/**
 * @param {string} text
 * @param {(rest: string) => boolean} test
 * @returns {boolean} whether something behind the name of a plan passes, in the text as it is or decoded
 */
function follows(text, test) {
  for (let tries = 0; tries <= MOST_ENCODED; tries += 1) {
    for (const one of [text, text.replace(MARKS, ""), fragmentOf(text).normalize("NFKC")]) {
      for (const { 0: key, index } of one.matchAll(KEY)) {
        if (test(one.slice(index + key.length).slice(0, ENOUGH))) return true;
      }
    }
    text = text.replace(/%([0-9a-f]{2})/gi, (_all, sign) => String.fromCharCode(parseInt(sign, 16)));
  }
  return false;
}

/** @param {string} rest */
function isText(rest) {
  return TEXT.test(rest.replace(/[^\w-]/g, ""));
}
