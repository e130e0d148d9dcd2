// Dragging a row of a list to another place, by finger, pen or mouse; keys have buttons of their own. Python hears of the
// drop alone, as the value of the list's order field: which row (its `data-item`), and to which place, from 0.

/** Pixels from the window's edge within which the page scrolls along. */
const EDGE = 70;

/**
 * @param {HTMLElement} grip
 * @param {PointerEvent} pressed
 */
export function drag(grip, pressed) {
  const row = grip.closest("[data-item]");
  const field = row?.parentElement?.parentElement?.querySelector("[data-order]");
  if (!(row instanceof HTMLElement) || !(field instanceof HTMLInputElement)) return;
  const rows = [...(row.parentElement?.children ?? [])].filter((one) => one instanceof HTMLElement);
  const from = rows.indexOf(row);
  const middles = rows.map(middleOf);
  const high = row.offsetHeight;
  const startY = pressed.clientY + scrollY;
  let to = from;

  /** @param {PointerEvent} event */
  const move = ({ clientY }) => {
    if (clientY < EDGE) scrollBy(0, -EDGE / 4);
    else if (clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
    const by = clientY + scrollY - startY;
    to = middles.filter((middle, at) => at !== from && middle < (middles[from] ?? 0) + by).length;
    row.style.translate = `0 ${by}px`;
    rows.forEach((one, at) => {
      const passed = at > from && at <= to ? -high : at < from && at >= to ? high : 0;
      if (one !== row) one.style.translate = passed ? `0 ${passed}px` : "";
    });
  };

  const over = new AbortController();
  /** @param {PointerEvent} event */
  const end = ({ type }) => {
    over.abort();
    for (const one of rows) one.style.translate = "";
    row.removeAttribute("data-dragged");
    if (type !== "pointerup" || to === from) return;
    field.value = `${row.dataset.item}:${to}`;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  row.toggleAttribute("data-dragged", true);
  grip.addEventListener("pointermove", move, { signal: over.signal });
  for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
    grip.addEventListener(name, end, { signal: over.signal });
  }
}

/** @param {HTMLElement} row */
function middleOf(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2 + scrollY;
}
