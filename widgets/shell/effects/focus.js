/**
 * Moves the focus inside an element, to where the reader sees it. The view may have given it the focus already, without a
 * scroll, and then browsers do not scroll for `focus()`; as a timer leaves the whole screen, that is under the header.
 * @param {{selector: string}} effect
 * @param {HTMLElement} host
 */
export function focus({ selector }, host) {
  const target = host.querySelector(selector);
  if (!(target instanceof HTMLElement)) return;
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}
