// Keeps the focus inside an element while its view changes. A control that is gone takes the focus with it, to the page's
// start; and a morph may turn the control that has the focus into another one, which the next press would then carry out.

const HEADINGS = ":is(h1, h2, h3, h4, h5, h6)";

/** Whether a change is under way: one inside of it leaves the focus to the one around it. */
let changing = false;

/**
 * Changes a view. The control that has the focus keeps it, also where a morph made another element of it. Where it is gone,
 * the focus goes to what the view marks for that (`data-focus-kept`), else to the nearest heading before the place where
 * the control was. Where the element filled the window and no longer does, such as at the end of a run, what the view marks
 * is scrolled into sight: the page behind stands where it stood at Start.
 * @param {HTMLElement} host
 * @param {() => void} change
 */
export function keepingFocus(host, change) {
  if (changing) return change();
  const used = host.contains(document.activeElement) ? document.activeElement : null;
  if (!used && !host.hasAttribute("data-fills")) return change(); // What fills the screen is all that is in reach.
  const filled = host.hasAttribute("data-fills");
  const name = used ? nameOf(used) : "";
  const before = used ? headingsBefore(host, used) : [];
  changing = true;
  try {
    change();
  } finally {
    changing = false;
  }
  keepFocus(host, used, name, before);
  // As "nearest", so that its scroll margin counts: it is not left under the header.
  if (filled && !host.hasAttribute("data-fills")) host.querySelector("[data-focus-kept]")?.scrollIntoView({ block: "nearest" });
}

/**
 * @param {HTMLElement} host
 * @param {Element | null} used what had the focus
 * @param {string} name of it before the change
 * @param {Element[]} before the headings before it
 */
function keepFocus(host, used, name, before) {
  const { activeElement } = document;
  if (activeElement && host.contains(activeElement) && (activeElement !== used || nameOf(used) === name)) return;
  const next = named(host, name) ?? host.querySelector("[data-focus-kept]") ?? (used && headingFor(host, before));
  if (next instanceof HTMLElement) next.focus({ preventScroll: true }); // The reader looks where they look.
}

/**
 * @param {Element} control
 * @returns {string} what tells it from the others in the view: its id, or else what a press does; empty where nothing does
 */
export function nameOf(control) {
  if (control.id) return `#${control.id}`;
  const typed = control.matches("input:not([type=radio], [type=checkbox])"); // Its value is what the reader enters.
  const names = ["data-on-click", "data-value", "name", "href", ...(typed ? [] : ["value"])];
  const parts = names.map((name) => control.getAttribute(name));
  return parts.some((part) => part !== null) ? JSON.stringify(parts) : "";
}

/**
 * @param {HTMLElement} host
 * @param {string} name
 */
function named(host, name) {
  if (!name) return undefined;
  return [...host.querySelectorAll("a, button, input, select, textarea, [tabindex]")].find(
    (one) => nameOf(one) === name && isVisible(one),
  );
}

/**
 * @param {HTMLElement} host
 * @param {Element} control
 * @returns {Element[]} those that take the focus, the nearest first
 */
function headingsBefore(host, control) {
  return [...host.querySelectorAll(`${HEADINGS}[tabindex]`)]
    .filter((one) => one.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING)
    .reverse();
}

/**
 * @param {HTMLElement} host
 * @param {Element[]} before
 */
function headingFor(host, before) {
  const stay = before.filter((one) => host.contains(one) && one.hasAttribute("tabindex")); // A morph may take it away.
  return [...stay, ...host.querySelectorAll(`${HEADINGS}[tabindex]`)].find(isVisible);
}

/**
 * @param {Element} element
 * @returns {boolean} `checkVisibility` is missing in Safari before 17.4
 */
export function isVisible(element) {
  if (element.checkVisibility) return element.checkVisibility();
  return element.getClientRects().length > 0;
}
