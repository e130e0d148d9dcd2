// Holds views back while the reader presses a control: one that came between pressing and letting go could move the
// control from under the finger, and the tap would be lost or would reach another one.

/** What is pressed. A label stands for its control. */
const CONTROLS = "button, a, label, summary, input, select, textarea";
/** Milliseconds. A finger that rests longer is not about to tap; what has come is shown. */
const LONGEST = 700;

let pressed = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let limit;
/** @type {(() => void)[]} */
const held = [];

/**
 * Does it now, or as soon as no control is pressed any more. Order is kept.
 * @param {() => void} change changes the page
 */
export function whenNothingIsPressed(change) {
  if (pressed) held.push(change);
  else change();
}

/** @param {PointerEvent} event */
function press({ target }) {
  if (!(target instanceof Element) || !target.closest(CONTROLS)) return;
  pressed = true;
  clearTimeout(limit);
  limit = setTimeout(letGo, LONGEST);
}

function letGo() {
  clearTimeout(limit);
  pressed = false;
  for (const change of held.splice(0)) change();
}

document.addEventListener("pointerdown", press, { capture: true, passive: true });
for (const type of ["pointerup", "pointercancel"]) {
  // The click comes in the same task, after this event.
  document.addEventListener(type, () => pressed && setTimeout(letGo), { capture: true, passive: true });
}
