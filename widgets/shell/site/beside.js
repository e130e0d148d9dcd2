// Shows the English of a translated page: after each of its parts the same part of the English page, which has the same
// headings. What acts or is seen the same in both, such as timers and pictures, is left out.

import { announce } from "../effects/announce.js";
import { _ } from "../language.js";
import { CAME_NOT } from "./came-not.js";

const SHOWN = "ns-english";
const LEFT_OUT =
  "script, style, template, figure, picture, img, svg, audio, video, form, button, input, select, textarea, [hidden], " +
  ".ns-start-bar, .ns-needs-script, .ns-without-script";
/** From this width on the parts are open at once: elsewhere a page would be twice as long. */
const WIDE = "(min-width: 60em)";
/** Attributes that name a place in the page, or make a script or another part act on it. */
const ACTS = /^(?:id|name|for|role|tabindex|data-.*|on.*|aria-(?:labelledby|describedby|controls|owns))$/;

/**
 * @template T
 * @param {Iterable<T>} blocks of a page, in order
 * @param {(block: T) => string | null} nameOf the anchor of the heading that a block is or holds
 * @returns {Map<string, T[]>} the blocks of each part by its anchor; those before the first heading by an empty name
 */
export function parts(blocks, nameOf) {
  /** @type {Map<string, T[]>} */
  const found = new Map();
  let name = "";
  for (const block of blocks) {
    name = nameOf(block) ?? name;
    found.set(name, [...(found.get(name) ?? []), block]);
  }
  return found;
}

/**
 * @param {string} name of an attribute
 * @returns {boolean} whether a copy that only is read does without it
 */
export function acts(name) {
  return ACTS.test(name);
}

/**
 * @param {string} address as the English page writes it
 * @param {string} page the English page's own address
 * @returns {string} the same address as it is written anywhere
 */
export function seenFrom(address, page) {
  try {
    return new URL(address, page).href;
  } catch {
    return page;
  }
}

/** Shows the English, or hides it again. */
export async function toggle() {
  const place = document.querySelector(".ns-translated");
  const button = place?.querySelector("button");
  const link = place?.querySelector("a[hreflang=en]");
  const article = place?.closest("article");
  if (!place || !button || !(link instanceof HTMLAnchorElement) || !article) return;
  if (button.getAttribute("aria-disabled") === "true") return; // It is on its way. A disabled button would lose the focus.
  for (const words of place.querySelectorAll(`[role=status], .${CAME_NOT}`)) words.remove();
  const shown = article.querySelectorAll(`.${SHOWN}`);
  for (const part of shown) part.remove();
  if (!shown.length) {
    const words = statusIn(place);
    button.setAttribute("aria-disabled", "true");
    const there = await show(article, link.href.replace(/#.*/, "")).catch(() => false);
    button.removeAttribute("aria-disabled");
    if (!there) {
      words.textContent = _("The English page did not come. Are you connected?");
      return;
    }
    words.remove();
  }
  announce({ text: shown.length ? _("The English is hidden.") : _("The English stands after each part of the page.") });
  button.textContent = shown.length ? _("Show the English as well") : _("Hide the English");
}

/** @param {Element} place gets a live region, before there are words for it: else most screen readers say nothing */
function statusIn(place) {
  const words = document.createElement("span");
  words.setAttribute("role", "status");
  place.append(words);
  return words;
}

/**
 * @param {Element} article
 * @param {string} address of the English page
 * @returns {Promise<boolean>} whether there was something to show
 */
async function show(article, address) {
  const response = await fetch(address);
  if (!response.ok) return false;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const english = parts(page.querySelector("article")?.children ?? [], nameOf);
  const isWide = matchMedia(WIDE).matches;
  let count = 0;
  for (const [name, blocks] of parts(article.children, nameOf)) {
    const part = copyOf(english.get(name) ?? [], address);
    // A strip that keeps to the lower edge belongs to the timer below it.
    const last = blocks.filter((block) => !block.matches(".ns-start-bar, script")).pop();
    if (!part || !last) continue;
    part.open = isWide;
    last.after(part);
    count += 1;
  }
  return count > 0;
}

/** @param {Element} block */
function nameOf(block) {
  if (block.localName.includes("-")) return null;
  const heading = block.matches("h2[id]") ? block : block.querySelector("h2[id]");
  return heading?.id ?? null;
}

/**
 * @param {Element[]} blocks of a part
 * @param {string} address of their page
 * @returns {HTMLDetailsElement | null} what is read of them
 */
function copyOf(blocks, address) {
  const part = document.createElement("details");
  part.className = `ns-fold ns-fold--line ${SHOWN}`;
  part.lang = "en";
  part.dir = "ltr";
  const title = document.createElement("summary");
  const heading = blocks.flatMap((block) => [block, ...block.querySelectorAll("h1, h2")]).find((one) => /^H[12]$/.test(one.tagName));
  title.textContent = `English: ${heading?.textContent?.trim() ?? ""}`;
  part.append(title);
  for (const block of blocks) {
    if (block === heading || isLeftOut(block)) continue;
    for (const inner of block.querySelectorAll("*")) if (isLeftOut(inner)) inner.remove();
    for (const one of [block, ...block.querySelectorAll("*")]) {
      for (const name of one.getAttributeNames()) if (acts(name)) one.removeAttribute(name);
      const href = one.getAttribute("href");
      if (href !== null) one.setAttribute("href", seenFrom(href, address));
    }
    if (block.textContent?.trim()) part.append(block);
  }
  return part.children.length > 1 ? part : null;
}

/** @param {Element} one an element of ours would start to work in the copy */
function isLeftOut(one) {
  return one.localName.includes("-") || one.matches(LEFT_OUT);
}
