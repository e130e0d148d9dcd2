// Copies to the page what only the widget knows. The running phase goes to the exercise's figures, which stand outside the
// widget and are never redrawn; where a figure has an empty place beside the timer, the guide's own is drawn there again:
// the page carries it once. A prescribed dose with its note goes to where the guide says how much.

import { followOutlines } from "./outlines.js";

const MIRRORED = /^data-(phase|side|paused|pose)/;

/** @param {Element} host */
export function mirrorPhase(host) {
  const source = host.querySelector("[data-phase]:not([data-figure-for])"); // A session has its figure inside.
  const slug = source?.getAttribute("data-figure") ?? host.getAttribute("slug");
  if (!source || !slug) return;
  const places = placesOf(slug);
  if (source.getAttribute("data-phase") !== "idle") fillEmpty(places);
  for (const figure of places) {
    for (const { name } of [...figure.attributes]) {
      if (MIRRORED.test(name) && !source.hasAttribute(name)) figure.removeAttribute(name);
    }
    for (const { name, value } of source.attributes) {
      if (MIRRORED.test(name) && figure.getAttribute(name) !== value) figure.setAttribute(name, value);
    }
  }
}

/** @param {string} slug */
export function placesOf(slug) {
  return [...document.querySelectorAll(`[data-figure-for="${CSS.escape(slug)}"]`)];
}

/**
 * A view that runs says nothing of the dose: what was copied stays.
 * @param {Element} host
 */
export function mirrorWords(host) {
  const slug = host.getAttribute("slug");
  if (!slug || !host.querySelector('[data-phase="idle"]')) return;
  const words = [...host.querySelectorAll("[data-mirror]")].map((source) => {
    const line = document.createElement("span");
    line.className = source.getAttribute("data-mirror") ?? "";
    line.textContent = source.textContent;
    return line;
  });
  for (const place of document.querySelectorAll(`[data-mirrored="${CSS.escape(slug)}"]`)) {
    place.replaceChildren(...words.map((line) => line.cloneNode(true)));
    place.toggleAttribute("hidden", !words.length);
  }
}

/**
 * The copy is decoration: the guide's figure says in words what it shows. Its place is made at once, and the picture in it
 * after the next frame, so that a slow phone shows the first phase without waiting for it.
 * @param {Element[]} places
 */
function fillEmpty(places) {
  for (const place of places.filter((one) => one.hasAttribute("data-figure-copy") && !one.firstElementChild)) {
    const [figure, stage, picture] = frameOf(places) ?? [];
    if (!figure || !stage || !picture) return;
    place.replaceChildren(figure);
    requestAnimationFrame(() => setTimeout(() => {
      stage.replaceChildren(unnamed(picture, true));
      followOutlines(stage);
    }));
  }
}

/**
 * @param {Iterable<Element>} places of one exercise's figures
 * @returns {[Element, Element, SVGElement] | null} a figure like the guide's, in which the picture is empty; its stage; the
 *   guide's picture
 */
export function frameOf(places) {
  const original = [...places].map((place) => place.querySelector(".ns-figure")).find((figure) => figure);
  const picture = original?.querySelector("svg");
  if (!original || !picture) return null;
  const figure = /** @type {Element} */ (original.cloneNode());
  const stage = document.createElement("div");
  stage.className = "ns-figure__stage";
  stage.append(unnamed(picture, false));
  figure.append(stage);
  return [figure, stage, picture];
}

/**
 * @param {SVGElement} picture
 * @param {boolean} whole with what is in it
 */
function unnamed(picture, whole) {
  const copy = /** @type {SVGElement} */ (picture.cloneNode(whole));
  for (const name of ["role", "aria-labelledby", "id"]) copy.removeAttribute(name);
  copy.setAttribute("aria-hidden", "true");
  for (const words of copy.querySelectorAll("title, desc")) words.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return copy;
}
