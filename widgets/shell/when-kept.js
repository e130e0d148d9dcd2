// `<when-kept keys="..." needs="course.profile.asked" hidden>`: shows what is inside where the device keeps something under one
// of the keys. A text that is not true at the path that `needs` names counts as none. Without the script, and where nothing
// is kept, it stays away: it is a shorter way to what the page offers anyhow.
//
// An element of ours inside is left as the build made it until Python can fill it without fetching the runtime: the script of
// the elements, which this page does not name, comes then.

import { isSaved } from "./effects/save.js";
import { hasRuntime } from "./offline.js";

export function defineWhenKept() {
  if (customElements.get("when-kept")) return;
  customElements.define("when-kept", class extends HTMLElement {
    connectedCallback() {
      const keys = (this.getAttribute("keys") ?? "").split(" ").filter(Boolean);
      const path = this.getAttribute("needs")?.split(".") ?? [];
      const shown = keys.some((key) => isSaved(key) && !denies(localStorage.getItem(key), path));
      this.toggleAttribute("hidden", !shown);
      if (shown && this.querySelector("[data-keeps]")) void fill();
    }
  });
}

async function fill() {
  try {
    if (await hasRuntime()) await import("./widgets.js");
  } catch {
    // The view of the build stays.
  }
}

/**
 * @param {string | null} text what is kept, as JSON, where a value that is false is left out
 * @param {string[]} path to a value that must be true; a text without the place for it, such as a damaged one, denies nothing
 */
function denies(text, path) {
  const last = path.at(-1);
  if (last === undefined) return false;
  try {
    const place = path.slice(0, -1).reduce((value, name) => value?.[name], JSON.parse(text ?? "null"));
    return typeof place === "object" && place !== null && place[last] !== true;
  } catch {
    return false;
  }
}
