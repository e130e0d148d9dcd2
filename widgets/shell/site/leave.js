// Where the focus goes from a part of the page that is about to go. Left on it, the focus would be at the page's start.

/**
 * @param {Element} part
 * @param {Element | null} [next] the page's first heading where it is missing, or is no longer in the page
 */
export function leave(part, next = null) {
  if (!part.contains(document.activeElement)) return;
  const to = next?.isConnected ? next : document.querySelector("h1");
  if (!(to instanceof HTMLElement)) return;
  if (to.tabIndex < 0) to.tabIndex = -1;
  to.focus({ preventScroll: true });
}
