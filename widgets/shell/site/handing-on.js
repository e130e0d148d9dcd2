// Hands a link's plan on to the planner, where it was opened on a page without one, such as the site's start.

import { plannerFor } from "../fragment.js";
import { siteUrl } from "../settings.js";

export function startHandingOn() {
  if (document.querySelector("weekly-planner")) return;
  const address = plannerFor(location.hash, siteUrl);
  if (address) location.replace(address);
}
