// When to fetch Python: when a reader comes near a widget, or when the page is idle and data costs nothing.

const NEAR = 160; // pixels

/**
 * @param {Element} element
 * @param {() => void} wanted called once
 * @returns {() => void} stops watching
 */
export function whenWanted(element, wanted) {
  const watch = new AbortController();
  const options = { signal: watch.signal, passive: true };
  const once = () => {
    if (watch.signal.aborted) return;
    watch.abort();
    wanted();
  };
  element.addEventListener("pointerdown", once, options);
  element.addEventListener("touchstart", once, options);
  element.addEventListener("focusin", once, options);
  document.addEventListener("pointermove", (event) => isNear(element, event) && once(), options);
  if (mayFetchUnasked()) whenIdle(once);
  return () => watch.abort();
}

/**
 * @param {Element} element
 * @param {PointerEvent} event
 */
function isNear(element, { clientX, clientY }) {
  const box = element.getBoundingClientRect();
  const sideways = Math.max(box.left - clientX, clientX - box.right);
  const upwards = Math.max(box.top - clientY, clientY - box.bottom);
  return Math.max(sideways, upwards) < NEAR;
}

function mayFetchUnasked() {
  const connection = navigator.connection;
  return !connection?.saveData && !connection?.effectiveType?.includes("2g");
}

/** @param {() => void} callback */
function whenIdle(callback) {
  const wait = () => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(callback);
    else setTimeout(callback, 1000); // Safari has no such call.
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
}
