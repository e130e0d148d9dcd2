// When to fetch Python: when a reader shows that they want what a widget does. Looking at a page, scrolling over a widget
// and leaving a page open are no such sign: the runtime weighs megabytes, and a reader may pay for each.
//
// Signs: a control of the widget gets the focus, is pressed, or a folded part of it is opened (`whenWanted`). What the
// device keeps for a widget is a sign too (`whenKept`): only Python can show it.

export const CONTROLS = "button, input, select, textarea, summary";

/**
 * @param {Element} element
 * @param {(control: Element) => void} wanted called once, with the control that the reader turned to
 * @returns {() => void} stops watching
 */
export function whenWanted(element, wanted) {
  const watch = new AbortController();
  /** @param {Event} event */
  const heard = (event) => {
    // A finger that scrolls begins on whatever lies under it; its tap comes as a click, and mostly as a focus before.
    if (event instanceof PointerEvent && event.type === "pointerdown" && event.pointerType === "touch") return;
    const control = event.target instanceof Element ? event.target.closest(CONTROLS) : null;
    if (!control || !element.contains(control) || watch.signal.aborted) return;
    watch.abort();
    wanted(control);
  };
  // On the document: where an element hears clicks, screen readers call all of its text clickable.
  for (const type of ["focusin", "pointerdown", "click"]) {
    document.addEventListener(type, heard, { signal: watch.signal, passive: true });
  }
  return () => watch.abort();
}

/**
 * Wakes Python for what the device keeps: at once where the widget is there to show it (`shows`), else only where the
 * runtime is on the device too, and nothing is to be fetched.
 * @param {HTMLElement} element its `data-keeps` names the keys of what is kept for it
 * @param {{shows: boolean, kept: (key: string) => boolean, hasRuntime: () => Promise<boolean>, wake: () => void}} how
 */
export async function whenKept(element, { shows, kept, hasRuntime, wake }) {
  if (!keysOf(element).some(kept)) return;
  if (shows || (await hasRuntime())) whenIdle(wake);
}

/**
 * @param {HTMLElement} element
 * @returns {string[]} the keys of what is kept for a widget, its main document first
 */
export function keysOf(element) {
  return (element.dataset.keeps ?? "").split(" ").filter(Boolean);
}

/**
 * Calls back when the page has loaded and has nothing else to do, at the latest two seconds after it has loaded: a slow
 * device may never be idle.
 * @param {() => void} callback
 */
export function whenIdle(callback) {
  const wait = () => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(callback, { timeout: 2000 });
    else setTimeout(callback, 200); // Safari has no such call.
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
}
