// Marks what stands around an element that shows a plan from a link, or is opening one, or asks how the week was: the style
// sheet hides the rest of the page there, or a part of it. The style sheet does not look into the element (`:has()`) for
// itself: a browser then works out the styles of the whole page anew after each change inside.

/** @param {Element} host */
export function markAlone(host) {
  const alone = host.matches("[data-opening], [data-linked]") || host.querySelector(":scope > .ns-link-page") !== null;
  if (alone) host.parentElement?.setAttribute("data-alone", host.localName);
  else host.parentElement?.removeAttribute("data-alone");
  host.parentElement?.toggleAttribute("data-asks", host.querySelector(":scope > [data-asks]") !== null);
}
