// Tells screen readers, through live regions that stay in the page: one that waits its turn, one that does not.
// They are there from the start: of a region that comes together with its first words most screen readers say nothing.

const regions = { polite: newRegion("polite"), assertive: newRegion("assertive") };

/** @type {Map<HTMLElement, string[]>} what is to be said once all that happened at the same moment is known */
const coming = new Map();

/** @param {{text: string, urgent?: boolean}} effect */
export function announce({ text, urgent = false }) {
  const region = urgent ? regions.assertive : regions.polite;
  const texts = coming.get(region);
  if (texts) {
    texts.push(text); // A second text alone would take the place of the first before it was read.
    return;
  }
  coming.set(region, [text]);
  queueMicrotask(() => say(region));
}

/** @param {HTMLElement} region */
function say(region) {
  const text = (coming.get(region) ?? []).join(" ");
  coming.delete(region);
  // The same words twice would be no change, so nothing would be said.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** @param {"polite" | "assertive"} manner */
function newRegion(manner) {
  const region = document.createElement("div");
  region.className = "ns-live-region";
  region.setAttribute("aria-live", manner);
  Object.assign(region.style, {
    position: "absolute",
    insetBlockStart: "0",
    inlineSize: "1px",
    blockSize: "1px",
    overflow: "hidden",
    clipPath: "inset(50%)",
    whiteSpace: "nowrap",
  });
  document.body.append(region);
  return region;
}
