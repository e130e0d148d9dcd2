// The part of an address behind `#`: the name of a heading, or something for Python, such as a plan. Whatever stands
// there, nothing here throws.

import { fragmentOf } from "./site/address.js";

/** A name with a value, also where the sign between them is encoded; or a plan, however damaged. */
const FOR_PYTHON = /=|%(?:25)*3d|plan/i;
/** The name of a plan and what follows it, as mail programs and messengers hand it on. */
const PLAN = /plan[^a-z0-9]*(?:=|%|&|\\u003d)/i;

/**
 * @param {string} hash with its `#`
 * @returns {boolean} whether Python is to look at it
 */
export function isForPython(hash) {
  return FOR_PYTHON.test(hash) && !document.getElementById(fragmentOf(hash));
}

/**
 * @param {string} hash with its `#`
 * @returns {boolean} whether a plan stands there, also one that was changed on its way
 */
export function holdsPlan(hash) {
  return PLAN.test(hash) || PLAN.test(fragmentOf(hash)); // Letters may be encoded, too.
}

/**
 * @param {string} hash with its `#`, from a page without a planner: the link's path was lost
 * @param {string} siteUrl address of the site's root, with the slash at its end
 * @returns {string | null} the address where its plan is opened; null where it holds none
 */
export function plannerFor(hash, siteUrl) {
  return holdsPlan(hash) ? `${siteUrl}planner/${hash}` : null;
}
