// Pictures that a view names by their address: fetched once, drawn where the view has an empty place for them. They are
// decoration; the view says in words what they show, so that one which does not come is not missed.
//
// `data-figure-src` is what to show, `data-figure-next` what will be wanted next.

import { followOutlines } from "./outlines.js";

const PLACE = "[data-figure-src]";

/** @type {Map<string, Promise<string>>} the HTML of a picture by its address */
const fetched = new Map();

/**
 * Fills the places of an element that are still empty, and fetches what comes next.
 * @param {Element} host
 */
export function fillFigures(host) {
  for (const place of host.querySelectorAll(PLACE)) {
    const { figureSrc, figureNext } = /** @type {HTMLElement} */ (place).dataset;
    if (figureSrc && !place.firstElementChild) void fill(place, figureSrc);
    if (figureNext) void pictureAt(figureNext);
  }
}

/**
 * Whether two nodes are the same place: what was drawn there stays.
 * @param {Node} old
 * @param {Node} next
 * @returns {boolean}
 */
export function sameFigure(old, next) {
  if (!(old instanceof HTMLElement && next instanceof HTMLElement)) return false;
  const { figureSrc } = old.dataset;
  return figureSrc !== undefined && figureSrc === next.dataset.figureSrc;
}

/**
 * @param {Element} place
 * @param {string} address
 */
async function fill(place, address) {
  const html = await pictureAt(address);
  if (!html || place.firstElementChild) return;
  place.innerHTML = html;
  const stage = place.querySelector(".ns-figure__stage");
  if (stage) followOutlines(stage);
}

/**
 * @param {string} address
 * @returns {Promise<string>} empty where the picture cannot be had
 */
function pictureAt(address) {
  const url = new URL(address, document.baseURI).href;
  let picture = fetched.get(url);
  if (!picture) {
    picture = fetchPicture(url).catch(() => {
      fetched.delete(url); // The next exercise may ask again.
      return "";
    });
    fetched.set(url, picture);
  }
  return picture;
}

/** @param {string} url */
async function fetchPicture(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return String((await response.json()).html);
}
