// Turns an element's content into new HTML with as few changes as possible, so focus, open details and a half-typed
// word stay. idiomorph does the work; it is only fetched when Python is.

/** @type {typeof import("./idiomorph.js").Idiomorph | null} */
let idiomorph = null;

/** Fetches the morpher, beside Python and sooner than it. */
export async function loadMorph() {
  try {
    idiomorph ??= (await import("./idiomorph.js")).Idiomorph;
  } catch (error) {
    console.warn("without idiomorph, views are replaced whole:", error);
  }
}

/**
 * @param {Element} element
 * @param {string} html
 */
export function morph(element, html) {
  if (!idiomorph) {
    element.innerHTML = html;
    return;
  }
  idiomorph.morph(element, html, {
    morphStyle: "innerHTML",
    ignoreActiveValue: isTypedIn(document.activeElement),
    restoreFocus: true,
    callbacks: { beforeAttributeUpdated: mayChange },
  });
}

/**
 * idiomorph leaves alone all that the focused element holds. That is right for a half-typed word; a button that was
 * just pressed must get its new words.
 * @param {Element | null} element
 */
function isTypedIn(element) {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLSelectElement ||
    element instanceof HTMLTextAreaElement
  );
}

/**
 * What the reader opened stays open, and what the shell paints is not wiped out in between.
 * @param {string} name
 * @param {Element} node
 */
function mayChange(name, node) {
  if (name === "open") return !(node instanceof HTMLDetailsElement);
  return !(name === "style" && node.hasAttribute("data-to"));
}
