// The same page in other languages: a change of language keeps the place in the page, and a choice is remembered for the offer
// (docs/.overrides/partials/offer.html), which has to stand in the page before it is painted.

import { sayCameNot } from "./came-not.js";

const KEY = "neutral-spine.language";
const CLOSED = "neutral-spine.language-closed";
const CHOICES = ".ns-languages a, .ns-tongue a";
const LINKS = `${CHOICES}, .ns-translated a[hreflang]`;
/** Each of them may open a link, the last from the browser's own menu. */
const OPENS = ["click", "auxclick", "contextmenu"];

export function startLanguages() {
  const menu = document.querySelector(".ns-languages");
  if (!(menu instanceof HTMLDetailsElement)) return;
  const button = document.querySelector(".ns-translated button");
  button?.addEventListener("click", () => {
    import("./beside.js").then(({ toggle }) => toggle()).catch(() => sayCameNot(button.parentElement ?? button));
  });
  for (const type of OPENS) addEventListener(type, opened, true);
  const close = () => (menu.open = false);
  for (const type of ["pointerdown", "focusin"]) {
    addEventListener(type, ({ target }) => target instanceof Node && !menu.contains(target) && close());
  }
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary")?.focus();
  });
}

/** @param {Event} event */
function opened({ type, target }) {
  const link = target instanceof Element ? target.closest("a") : null;
  if (!link?.matches(LINKS)) return;
  link.hash = location.hash;
  if (type === "click" && link.matches(CHOICES)) keep(link.hreflang);
}

/** @param {string} language */
function keep(language) {
  try {
    localStorage.setItem(KEY, language);
    localStorage.removeItem(CLOSED);
  } catch {
    // The choice lasts as long as its page.
  }
}
