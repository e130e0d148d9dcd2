// Hands a link's plan on to the planner, where it was opened on a page without one, such as the site's start.

import { plannerFor } from "../fragment.js";
import { siteUrl } from "../settings.js";

export function startHandingOn() {
  if (document.querySelector("weekly-planner")) return;
  const address = plannerFor(location, siteUrl);
  if (!address) return;
  const words = document.querySelector("[data-linked-plan]");
  if (!(words instanceof HTMLElement)) {
    location.replace(address);
    return;
  }
  // This page stands for one that is not kept, and without a network the planner would lead here again, without an end.
  words.hidden = false;
  const goOn = () => fetch(`${siteUrl}planner/`, { method: "HEAD" }).then(({ ok }) => ok && location.replace(address), () => {});
  addEventListener("online", goOn);
  goOn();
}
