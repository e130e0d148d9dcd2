// A page may stand open while a new version of the site is published. The runtime that it asks for is then gone, and only
// a new page knows where the next one is.

import { runtimeName, versionUrl } from "./settings.js";

/** @returns {Promise<boolean>} whether the site by now has another runtime than this page */
export async function siteHasChanged() {
  try {
    const response = await fetch(versionUrl, { cache: "reload" });
    return response.ok && !(await response.text()).includes(runtimeName);
  } catch {
    return false; // No network: this page is the newest there is.
  }
}

/** In the session's store: the page that comes next was asked for by somebody who wanted Python. */
const WANTED = "neutral-spine.wanted";

/** Loads this page anew, and wakes Python in it. */
export function renew() {
  try {
    sessionStorage.setItem(WANTED, "yes");
  } catch {
    // The reader has to ask once more.
  }
  location.reload();
}

/** @returns {boolean} whether this page comes from `renew`; true once */
export function isRenewed() {
  try {
    const wanted = sessionStorage.getItem(WANTED) !== null;
    sessionStorage.removeItem(WANTED);
    return wanted;
  } catch {
    return false;
  }
}
