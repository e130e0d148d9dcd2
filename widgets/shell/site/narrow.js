// The list of all exercises tells how many it shows: it is narrowed down by the style sheet alone, which says nothing. The
// number on the screen is a counter of the style sheet, and "Show all" goes away with what it undoes.

import { announce } from "../effects/announce.js";
import { ngettext } from "../language.js";
import { leave } from "./leave.js";

export function startNarrowing() {
  const form = document.querySelector("form.ns-narrow");
  if (!form) return;
  let told = count();
  const tell = () => {
    const shown = count();
    if (shown !== told) announce({ text: ngettext("{n} exercise", "{n} exercises", shown) });
    told = shown;
  };
  form.addEventListener("change", tell);
  // The fields are empty after the event.
  form.addEventListener("reset", () =>
    setTimeout(() => {
      tell();
      form.querySelector("select")?.focus({ preventScroll: true });
    }),
  );
  addEventListener("hashchange", tell);
  const found = document.querySelector(".ns-found");
  found?.addEventListener("click", () => leave(found, document.querySelector("#by-level"))); // Its link goes with it.
}

/** @returns {number} cards that are shown */
function count() {
  return [...document.querySelectorAll(".ns-exercise")].filter((one) => one.getClientRects().length).length;
}
