// `<when-kept keys="..." hidden>`: shows what is inside where the device keeps something under one of the keys. Without the
// script, and where nothing is kept, it stays away: it is a shorter way to what the page offers anyhow.

import { isSaved } from "./effects/save.js";

export function defineWhenKept() {
  if (customElements.get("when-kept")) return;
  customElements.define("when-kept", class extends HTMLElement {
    connectedCallback() {
      const keys = (this.getAttribute("keys") ?? "").split(" ").filter(Boolean);
      this.toggleAttribute("hidden", !keys.some(isSaved));
    }
  });
}
