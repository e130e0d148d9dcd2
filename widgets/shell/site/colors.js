// The button that chooses colors: as the device does, light, or dark. A line of script in each page's header
// (docs/.overrides/partials/palette.html) applies the choice before anything is painted.

import { _ } from "../language.js";

const KEY = "neutral-spine.colors";
const NEXT = { device: "light", light: "dark", dark: "device" };
const SAYS = {
  device: _("Colors follow your device. Switch to light"),
  light: _("Light colors. Switch to dark"),
  dark: _("Dark colors. Follow your device"),
};

/** @typedef {keyof typeof NEXT} Choice */

const dark = matchMedia("(prefers-color-scheme: dark)");
/** Where nothing can be kept, the choice lasts as long as the page. */
let choice = kept();

export function startColors() {
  const button = document.querySelector(".ns-colors");
  if (!(button instanceof HTMLElement)) return;
  show(button);
  button.addEventListener("click", () => {
    choice = /** @type {Choice} */ (NEXT[choice]);
    keep();
    show(button);
  });
  dark.addEventListener("change", () => show(button));
  addEventListener("storage", ({ key }) => {
    if (key !== KEY) return;
    choice = kept();
    show(button);
  });
}

/** @param {HTMLElement} button */
function show(button) {
  const isDark = choice === "dark" || (choice === "device" && dark.matches);
  document.body.dataset.mdColorScheme = isDark ? "slate" : "default";
  button.dataset.choice = choice;
  button.setAttribute("aria-label", SAYS[choice]);
  button.title = SAYS[choice];
}

/** @returns {Choice} */
function kept() {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "device";
  } catch {
    return "device";
  }
}

function keep() {
  try {
    if (choice === "device") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // It lasts as long as the page.
  }
}
