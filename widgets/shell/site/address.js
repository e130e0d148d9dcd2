// Reads addresses that other software has changed on their way: a fragment that is no valid encoding, and an address that
// no page has, because the `#` in it was encoded. Nothing here opens a page: a reader follows a link by a tap.

import { _ } from "../language.js";

/**
 * @param {string} hash such as `#warning%20signs`
 * @returns {string} its text without `#`; as it is where it is no valid encoding
 */
export function fragmentOf(hash) {
  const text = hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `#` as mail programs encode it: once, or once for each program on the way. */
const ENCODED_HASH = /\/?%(?:25)*23/i;

/**
 * @param {string} path an address that led to no page, from the first slash on
 * @returns {string | null} the address with its encoded `#` read as one; null where it has none
 */
export function withHash(path) {
  const [before = "", ...after] = path.split(ENCODED_HASH);
  return after.length ? `${before.replace(/\/$/, "")}/#${after.join("#")}` : null;
}

/**
 * @param {string} path
 * @returns {string} the words in the last part of an address, such as `bird dog`
 */
export function wordsOf(path) {
  const last = path.replace(/\.html?$/i, "").split("/").filter(Boolean).pop() ?? "";
  const text = fragmentOf(`#${last}`);
  return text.replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, 60);
}

/** On the page for unknown addresses: offers the page that was probably meant, or a search for the words of the address. */
export function startAddressHelp() {
  const place = document.querySelector("[data-address-help]");
  if (!place) return;
  const { pathname, search, hash } = location;
  const mended = withHash(pathname + search);
  if (mended) {
    const link = document.createElement("a");
    link.href = mended + hash;
    link.textContent = _("Open the page that this link was probably made for.");
    place.append(_("A mail program may have changed this address on its way."), " ", link);
    return;
  }
  const words = wordsOf(pathname);
  if (!/\p{L}/u.test(words)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ns-button ns-button--quiet";
  button.textContent = _("Search for “{words}”", { words });
  button.addEventListener("click", () => searchFor(words));
  place.append(button);
}

/** @param {string} words */
function searchFor(words) {
  const input = document.querySelector(".md-search__input");
  if (!(input instanceof HTMLInputElement)) return;
  input.value = words;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
