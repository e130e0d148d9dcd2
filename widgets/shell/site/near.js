// Small pictures come as the reader comes near: with the page those in view, and from the reader's first move on those up to
// a screen away. Left alone, browsers fetch what is two screens below the window, or four on a slow network. The style
// sheet holds the others back until this has run, and for some seconds where it never does.

const PLACES = ".ns-card-place:not([data-near])";
const MOVES = ["scroll", "pointerdown", "keydown"];
const AHEAD = "100% 0px";

export function startNear() {
  const watch = new IntersectionObserver(note);
  for (const place of document.querySelectorAll(PLACES)) watch.observe(place);
  const move = () => {
    for (const type of MOVES) removeEventListener(type, move, true);
    watch.disconnect();
    const ahead = new IntersectionObserver(note, { rootMargin: AHEAD });
    for (const place of document.querySelectorAll(".ns-card-place")) ahead.observe(place);
  };
  for (const type of MOVES) addEventListener(type, move, { capture: true, passive: true });
}

/** @param {IntersectionObserverEntry[]} entries */
function note(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting || !target.hasAttribute("data-near")) target.setAttribute("data-near", String(isIntersecting));
  }
}
