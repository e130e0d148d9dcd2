import { isForPython, linkedIn, slidPlan } from "../fragment.js";

/** Every key begins so: other sites may share the origin. Such texts live as long as their tab. */
const PREFIX = "neutral-spine.fragment.";

/**
 * Takes what was read out of the page's address, so that no history or bookmark carries it on. The tab remembers what
 * is to be there again after a reload.
 * @param {{keep: string | null}} effect
 * @param {HTMLElement} host
 */
export function clearFragment({ keep }, host) {
  history.replaceState(history.state, "", location.pathname + (slidPlan(location.search) ? "" : location.search));
  try {
    if (keep === null) sessionStorage.removeItem(PREFIX + host.localName);
    else sessionStorage.setItem(PREFIX + host.localName, keep);
  } catch {
    // Storage is switched off or full: a reload forgets it.
  }
}

/**
 * @param {HTMLElement} host
 * @returns {string} what is there for an element to open: in the page's address, or remembered by the tab; empty for nothing
 */
export function fragmentFor(host) {
  const linked = linkedIn(location);
  if (isForPython(linked)) return linked;
  try {
    return sessionStorage.getItem(PREFIX + host.localName) ?? "";
  } catch {
    return "";
  }
}
