// Small helps for fields: a number that gets the focus is marked, so that typing replaces it (`data-select`), and a row can
// be dragged by its grip (`data-drag`). Only pages with such fields fetch this.

import { drag } from "../drag.js";

export function startFields() {
  /** @type {EventTarget | null} the field that has the focus since a moment ago */
  let fresh = null;
  document.addEventListener("focusin", ({ target }) => {
    fresh = target;
  });
  // With the tap that brought the focus, never later: marking a field takes the focus to it, and typing may have begun.
  document.addEventListener("click", ({ target }) => {
    if (target === fresh && target instanceof HTMLInputElement && target.hasAttribute("data-select")) target.select();
    fresh = null;
  });
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element && event.isPrimary && event.target.closest("[data-drag]");
    if (!(grip instanceof HTMLElement) || event.button !== 0) return;
    grip.setPointerCapture(event.pointerId);
    drag(grip, event);
  });
}
