// Which nodes of the page a new view leaves alone, because its HTML is the same there as the last view's. What the page shows by
// now does not count: a browser's translator rewrites texts, and would have to do so again after each view.

/**
 * The last view's own node for each node of the page that came from it.
 * @type {WeakMap<Node, Node>}
 */
const sources = new WeakMap();

/** Parts that readers or the shell change between two views: the new view says how they are to be. */
const CHANGED =
  "input, select, textarea, details, template, .ns-failed, [data-countdown-to], [data-to], [data-figure-src], [data-figure-for]";

/**
 * @param {Node} old
 * @param {Node} next
 * @returns {boolean} whether the view says the same here as the last one
 */
export function isUnchanged(old, next) {
  const source = sources.get(old);
  if (!source || !(next instanceof Element) || next.matches(CHANGED) || next.querySelector(CHANGED)) return false;
  return source.isEqualNode(next);
}

/**
 * @param {Node} old
 * @param {Node} next
 */
export function noteMorphed(old, next) {
  sources.set(old, next);
}

/** @param {Node} node as it was added */
export function noteAdded(node) {
  pair(node, node.cloneNode(true));
}

/**
 * Takes note of the HTML that an element's content came from, where it did not come by a morph.
 * @param {Element} element
 * @param {string} html
 */
export function remember(element, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  pairChildren(element, template.content);
}

/**
 * @param {Node} node
 * @param {Node} source
 */
function pair(node, source) {
  sources.set(node, source);
  if (node instanceof Element && source instanceof Element) pairChildren(node, source);
}

/**
 * @param {Element} element
 * @param {Element | DocumentFragment} source
 */
function pairChildren(element, source) {
  // A translator wraps texts in such elements; no view has any.
  const children = [...element.children].filter(({ localName }) => localName !== "font");
  const sourced = [...source.children];
  if (children.length !== sourced.length) return;
  children.forEach((child, at) => {
    const same = sourced[at];
    if (same?.localName === child.localName) pair(child, same);
  });
}
