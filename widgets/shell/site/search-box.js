// The search box: opens and closes it, by mouse and by key. What is found, and the words of all pages, come with
// `search.js`, which is fetched when the box is opened.

import { _, pgettext } from "../language.js";
import { buttonFor, toggleOf } from "./menu.js";

const CAME_NOT = _("Search could not be loaded. Are you connected? Close this and try again.");

export function startSearch() {
  const toggle = toggleOf("search");
  const box = document.querySelector(".md-search");
  const input = box?.querySelector("input");
  const meta = box?.querySelector(".md-search-result__meta");
  if (!toggle || !box || !input || !meta) return;
  const opener = buttonFor("__search", pgettext("button", "Search"), "search");
  /** @type {Promise<void> | null} */
  let loaded = null;
  let closing = false;

  const open = () => {
    if (closing) return;
    if (!toggle.checked) toggle.checked = true;
    loaded ??= import("./search.js")
      .then(({ answer }) => answer(box))
      .catch(() => {
        loaded = null;
        meta.textContent = CAME_NOT;
      });
    if (document.activeElement !== input) input.focus();
  };
  const close = () => {
    if (!toggle.checked) return;
    toggle.checked = false;
    if (!box.contains(document.activeElement)) return;
    closing = true; // The box of a wide page stays in the header, and may have the focus while it is closed.
    (opener?.getClientRects().length ? opener : input).focus();
    closing = false;
  };

  opener?.addEventListener("click", open);
  for (const type of ["focus", "click", "input"]) input.addEventListener(type, open);
  toggle.addEventListener("change", () => (toggle.checked ? open() : close()));
  box.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    box.querySelector("a")?.click();
  });
  // Nobody is left in a box that they went out of by key.
  box.addEventListener("focusout", (event) => {
    const { relatedTarget } = /** @type {FocusEvent} */ (event);
    if (relatedTarget instanceof Element && !box.contains(relatedTarget)) toggle.checked = false;
  });
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") close();
    else if (toggle.checked) move(event, box, input);
  });
  if (document.activeElement === input) open(); // Somebody types there already.
}

/**
 * @param {KeyboardEvent} event
 * @param {Element} box
 * @param {HTMLInputElement} input
 */
function move(event, box, input) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !box.contains(document.activeElement)) return;
  const stops = [input, ...box.querySelectorAll("a")];
  const next = stops[stops.findIndex((stop) => stop === document.activeElement) + step];
  event.preventDefault();
  next?.focus();
}
