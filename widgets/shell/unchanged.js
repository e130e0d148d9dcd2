// Which nodes of the page a new view leaves alone, because its HTML is the same there as the last view's. What the page shows by
// now does not count: a browser's translator rewrites texts, and would have to do so again after each view.

/**
 * The last view's own node for each node of the page that came from it.
 * @type {WeakMap<Node, Node>}
 */
const sources = new WeakMap();

/** Parts that the shell changes between two views: the new view says how they are to be. */
const PAINTED =
  "template, .ns-failed, [data-countdown-to], [data-to], [data-figure-src], [data-figure-for]";
const FIELDS = "input, select, textarea";

/**
 * Whether the view says the same here as the last one, and no field differs from it. An open or closed `details` is the
 * reader's in any case (morph-rules.js).
 * @param {Node} old
 * @param {Node} next
 */
export function isUnchanged(old, next) {
  const source = sources.get(old);
  if (!source || !(old instanceof Element) || !(next instanceof Element) || includes(next, PAINTED)) return false;
  return source.isEqualNode(next) && haveSameEntries(old, next);
}

/**
 * @param {Element} element
 * @param {string} selector
 * @returns {boolean} whether the element or something in it is such
 */
function includes(element, selector) {
  return element.matches(selector) || element.querySelector(selector) !== null;
}

/**
 * @param {Element} old
 * @param {Element} next
 * @returns {boolean} whether every field shows what the new view wants it to show
 */
function haveSameEntries(old, next) {
  const fields = fieldsOf(old);
  const wanted = fieldsOf(next);
  return fields.length === wanted.length && fields.every((field, at) => entryOf(field) === entryOf(wanted[at]));
}

/**
 * @param {Element} element
 * @returns {Element[]} the fields that it is or has
 */
function fieldsOf(element) {
  return element.matches(FIELDS) ? [element] : [...element.querySelectorAll(FIELDS)];
}

/**
 * @param {Element | undefined} field
 * @returns {string | boolean | undefined} what was entered, ticked or chosen in a field
 */
function entryOf(field) {
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) return field.checked;
  return /** @type {HTMLInputElement | undefined} */ (field)?.value;
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
 * @param {Element | DocumentFragment} source what its content is a copy of
 */
export function pairChildren(element, source) {
  // A translator wraps texts in such elements; no view has any.
  const children = [...element.children].filter(({ localName }) => localName !== "font");
  const sourced = [...source.children];
  if (children.length !== sourced.length) return;
  children.forEach((child, at) => {
    const same = sourced[at];
    if (same?.localName === child.localName) pair(child, same);
  });
}
