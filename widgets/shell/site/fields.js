// Small helps for fields: a number that gets the focus is marked, so that typing replaces it (`data-select`), and a row can
// be dragged by its grip (`data-drag`). What follows from a drag is fetched when somebody begins one.

export function startFields() {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLInputElement && target.hasAttribute("data-select")) {
      requestAnimationFrame(() => target.select()); // A tap would set the caret after the focus.
    }
  });
  document.addEventListener("pointerdown", async (event) => {
    const grip = event.target instanceof Element && event.isPrimary && event.target.closest("[data-drag]");
    if (!(grip instanceof HTMLElement) || event.button !== 0) return;
    grip.setPointerCapture(event.pointerId);
    const { drag } = await import("../drag.js");
    if (grip.hasPointerCapture(event.pointerId)) drag(grip, event); // Else it was let go meanwhile.
  });
}
