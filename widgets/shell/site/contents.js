// Marks in the page's contents, which stand beside a wide page, the part that is being read.

import { fragmentOf } from "./address.js";

const ACTIVE = "md-nav__link--active";

export function startContents() {
  const links = /** @type {HTMLAnchorElement[]} */ ([
    ...document.querySelectorAll(".md-sidebar--secondary .md-nav__link[href^='#']"),
  ]);
  const byPart = new Map(links.map((link) => [document.getElementById(fragmentOf(link.hash)), link]));
  /** @type {Set<Element>} */
  const above = new Set();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, boundingClientRect, isIntersecting } of entries) {
        if (isIntersecting || boundingClientRect.top < 0) above.add(target);
        else above.delete(target);
      }
      const last = [...byPart.keys()].findLast((part) => part && above.has(part));
      for (const [part, link] of byPart) link.classList.toggle(ACTIVE, part === last);
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const part of byPart.keys()) if (part) watch.observe(part);
}
