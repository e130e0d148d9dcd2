/**
 * Moves the focus inside an element.
 * @param {{selector: string}} effect
 * @param {HTMLElement} host
 */
export function focus({ selector }, host) {
  const target = host.querySelector(selector);
  if (target instanceof HTMLElement) target.focus();
}
