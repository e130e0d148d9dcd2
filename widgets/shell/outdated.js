// A page may stand open while a new version of the site is published. The runtime that it asks for is then gone, and only
// a new page knows where the next one is.

import { runtimeName, siteUrl } from "./settings.js";

/** @returns {Promise<boolean>} whether the site by now has another runtime than this page */
export async function siteHasChanged() {
  try {
    // "reload" renews the browser's own copy too: the page that comes next must not get the old settings.
    const response = await fetch(new URL("assets/shell/settings.js", siteUrl), { cache: "reload" });
    return response.ok && !(await response.text()).includes(runtimeName);
  } catch {
    return false; // No network: this page is the newest there is.
  }
}
