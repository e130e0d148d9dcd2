// On the page for unknown addresses: reads those that other software has changed on their way, by an encoded `#` or by
// signs around them. Nothing here opens a page: a reader follows a link by a tap. Only that page fetches this.

import { _ } from "../language.js";
import { siteUrl } from "../settings.js";
import { fragmentOf } from "./address.js";

/** What texts put around a link: brackets, quotation marks, the signs of a sentence. */
const SIGNS_AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
/** A file's name in place of its folder's, or the ending of one. */
const FILE = /^index\.html?$|\.html?$/i;
/** `#` as mail programs encode it: once, or once for each program on the way. */
const ENCODED_HASH = /\/?%(?:25)*23/i;

/**
 * @param {string} path an address that led to no page, from the first slash on
 * @returns {string | null} the address with its encoded `#` read as one; null where it has none
 */
export function withHash(path) {
  const [before = "", ...after] = path.split(ENCODED_HASH);
  if (!after.length) return null;
  return `${/\.html?$/i.test(before) ? before : `${before.replace(/\/$/, "")}/`}#${after.join("#")}`;
}

/**
 * The address of a page without what a text around a link adds to it: signs, the end of a mark, the name of a file.
 * @param {string} path of an address that led to no page
 * @param {string} root path of the site's root, with its last slash
 * @returns {string | null} null where nothing was added, or nothing is left
 */
export function tidied(path, root) {
  if (!path.startsWith(root)) return null;
  const [kept = ""] = path.slice(root.length).split("&", 1);
  const parts = kept.split("/").map((part) => decoded(part).replace(SIGNS_AROUND, "").replace(FILE, "").toLowerCase());
  const whole = `${root}${parts.filter(hasLetter).join("/")}/`;
  return parts.some(hasLetter) && whole !== path && whole !== `${path}/` ? whole : null;
}

/** @param {string} part of an address, between slashes */
function decoded(part) {
  return fragmentOf(`#${part}`);
}

/** @param {string} text */
function hasLetter(text) {
  return /\p{L}/u.test(text);
}

/**
 * @param {string} path
 * @returns {string} the words in the last part of an address that has any, such as `bird dog`
 */
export function wordsOf(path) {
  const text = path.split("/").map((part) => decoded(part).replace(FILE, "")).filter(hasLetter).pop() ?? "";
  return text.replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, 60);
}

/**
 * Offers the page that was probably meant, or a search for the words of the address.
 * @param {Element} place
 */
export function startAddressHelp(place) {
  const { pathname, search, hash } = location;
  const mended = withHash(pathname + search);
  if (mended) {
    offer(place, mended + hash);
    return;
  }
  const tidy = tidied(pathname, new URL(siteUrl).pathname);
  // Not every tidy address is one of a page.
  if (tidy) void fetch(tidy, { method: "HEAD" }).then(({ ok }) => ok && offer(place, tidy + search + hash), () => {});
  const words = wordsOf(pathname);
  if (!words) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ns-button ns-button--quiet";
  button.textContent = _("Search for “{words}”", { words });
  button.addEventListener("click", () => searchFor(words));
  place.append(button);
}

/**
 * @param {Element} place
 * @param {string} address
 */
function offer(place, address) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = _("Open the page that this link was probably made for.");
  place.prepend(_("A mail program may have changed this address on its way."), " ", link, " ");
}

/** @param {string} words */
function searchFor(words) {
  const input = document.querySelector(".md-search__input");
  if (!(input instanceof HTMLInputElement)) return;
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
