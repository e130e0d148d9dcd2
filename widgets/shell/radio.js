// A group of choices is one stop of the Tab key (`role=radiogroup`): the arrow keys move the focus in it. They choose nothing,
// as an answer may lead on at once: Space, Enter or a tap chooses.

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const GROUP = "[role=radiogroup]";
const CHOICE = "[role=radio]";

/**
 * Makes each group one stop: where the focus is, else what is chosen, else the first.
 * @param {HTMLElement} host
 */
export function oneStop(host) {
  for (const group of host.querySelectorAll(GROUP)) {
    const choices = choicesOf(group);
    const here = choices.find((one) => one === document.activeElement);
    stopAt(choices, here ?? choices.find((one) => one.getAttribute("aria-checked") === "true") ?? choices[0]);
  }
}

/** @param {Element} group */
function choicesOf(group) {
  return /** @type {HTMLElement[]} */ ([...group.querySelectorAll(CHOICE)]);
}

/**
 * @param {HTMLElement[]} choices
 * @param {HTMLElement | undefined} stop
 */
function stopAt(choices, stop) {
  for (const one of choices) one.tabIndex = one === stop ? 0 : -1;
}

// Before those of the elements, which steer a run by the same keys.
document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
  const group = event.target.closest(CHOICE)?.closest(GROUP);
  if (!group) return;
  event.preventDefault();
  const choices = choicesOf(group);
  const at = choices.findIndex((one) => one === event.target);
  const next = choices[(at + step + choices.length) % choices.length];
  stopAt(choices, next);
  next?.focus();
});
