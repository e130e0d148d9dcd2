/**
 * Moves the focus inside an element. What belongs together (`data-whole` around it) comes into sight together: as a
 * whole where it fits the window, else from its top; nothing moves that is in sight already.
 * @param {{selector: string}} effect
 * @param {HTMLElement} host
 */
export function focus({ selector }, host) {
  const target = host.querySelector(selector);
  if (!(target instanceof HTMLElement)) return;
  const whole = target.closest("[data-whole]");
  whole?.scrollIntoView({ block: whole.clientHeight < innerHeight ? "nearest" : "start" });
  target.focus();
}
