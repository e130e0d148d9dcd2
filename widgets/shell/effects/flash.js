// Lights an element up with a tone, for who does not hear it. `data-flash` is set for a moment; how it looks, and that it
// does not flash for who wants less motion, is the style sheet's.

/** Milliseconds from one flash to the next at least: three in a second or more could do harm (WCAG 2.3.1). */
const APART = 500;
const LASTS = 200;

let last = -APART;

/** @param {HTMLElement} host */
export function flash(host) {
  const at = performance.now();
  if (at - last < APART) return;
  last = at;
  host.toggleAttribute("data-flash", true);
  setTimeout(() => host.removeAttribute("data-flash"), LASTS);
}
