// The theme opens its menu by hidden check boxes and their labels, which work without a script but not by keyboard. Here
// the labels become buttons; Escape closes, and the focus goes where the reader goes.

import { _ } from "../language.js";

/** @param {string} name of a check box of the theme */
export function toggleOf(name) {
  return /** @type {HTMLInputElement | null} */ (document.querySelector(`[data-md-toggle=${name}]`));
}

export function startMenu() {
  const drawer = toggleOf("drawer");
  const opener = buttonFor("__drawer", _("Menu"), "menu");
  if (!drawer || !opener) return;
  const menu = /** @type {HTMLElement | null} */ (document.querySelector(".md-sidebar--primary"));
  if (menu) menu.tabIndex = -1; // The next stop is the first link.
  const tell = () => opener.setAttribute("aria-expanded", String(drawer.checked));
  tell();
  opener.addEventListener("click", () => {
    drawer.checked = !drawer.checked;
    drawer.dispatchEvent(new Event("change"));
    if (!drawer.checked || !menu) return;
    menu.setAttribute("role", "group"); // What takes the focus has a name.
    menu.setAttribute("aria-label", _("Menu"));
    menu.focus({ preventScroll: true });
  });
  drawer.addEventListener("change", tell);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.checked = false;
    tell();
    opener.focus();
  });
  for (const label of document.querySelectorAll("label.md-nav__link[for^=__nav]")) asButton(label);
}

/**
 * Turns the header's label of a check box into a button that looks the same.
 * @param {string} id of the check box
 * @param {string} name what the button is called
 * @param {string} kind for the style sheet
 */
export function buttonFor(id, name, kind) {
  const label = document.querySelector(`label.md-header__button[for=${id}]`);
  if (!label) return null;
  const button = document.createElement("button");
  button.type = "button";
  button.className = label.className;
  button.setAttribute("for", id); // What the theme's style sheet knows it by.
  button.dataset.opens = kind;
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  label.replaceWith(button);
  return button;
}

/** @param {Element} label */
function asButton(label) {
  label.setAttribute("role", "button");
  label.setAttribute("tabindex", "0");
  // Beside a link, the theme's label is an arrow without a word.
  const part = label.previousElementSibling?.textContent?.trim() ?? "";
  if (!label.textContent?.trim()) label.setAttribute("aria-label", _("More in {part}", { part }));
  label.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent) || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (label).click();
  });
}
