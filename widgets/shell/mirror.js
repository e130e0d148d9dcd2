// Copies the running phase to the exercise's figure, which stands outside the widget and is never redrawn.

const MIRRORED = /^data-(phase|side|paused|pose)/;

/** @param {Element} host */
export function mirrorPhase(host) {
  const source = host.querySelector("[data-phase]");
  const slug = source?.getAttribute("data-figure") ?? host.getAttribute("slug");
  if (!source || !slug) return;
  for (const figure of document.querySelectorAll(`[data-figure-for="${CSS.escape(slug)}"]`)) {
    for (const { name } of [...figure.attributes]) {
      if (MIRRORED.test(name) && !source.hasAttribute(name)) figure.removeAttribute(name);
    }
    for (const { name, value } of source.attributes) {
      if (MIRRORED.test(name) && figure.getAttribute(name) !== value) figure.setAttribute(name, value);
    }
  }
}
