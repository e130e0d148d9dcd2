// "Keep this site on my device": fetches every file that the site lists, one after the other, and says of each that did
// not come which one it is. The service worker then answers from them.

import { offline, siteUrl } from "../settings.js";

/**
 * @typedef {object} List `assets/offline.json`, written by the build
 * @property {number} bytes what all of them weigh on their way, about
 * @property {string[]} files from the site's root
 */

const PREFIX = `neutral-spine ${siteUrl} `;
const FIXED = /^assets\/(?:runtime|shell)\/[0-9a-f]{16}\//;
const AT_ONCE = 4;

/** @param {HTMLElement} place where the button goes */
export async function startKeepSite(place) {
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ns-button";
  button.hidden = true;
  const progress = document.createElement("progress");
  progress.hidden = true;
  progress.setAttribute("aria-label", "Files kept");
  place.replaceChildren(button, progress, words);
  if (!offline || !("serviceWorker" in navigator)) {
    words.textContent = "This browser, or this window, keeps nothing for use without a network.";
    return;
  }
  /** @type {List} */
  let list;
  try {
    list = await (await fetch(new URL("assets/offline.json", siteUrl))).json();
  } catch {
    words.textContent = "The list of files did not come. Are you connected? Load this page again.";
    return;
  }
  const size = `${Math.ceil(list.bytes / 1e6)} MB`;
  const offer = async () => {
    const missing = await missingOf(list);
    button.hidden = false;
    if (missing.length) {
      button.textContent = `Keep this site on my device (${size})`;
      if (missing.length < list.files.length) words.textContent = "Some of it is already here.";
    } else {
      button.textContent = "Remove it from this device";
      words.textContent = `All ${list.files.length} files are on this device. The site works here without a network.`;
    }
    return missing;
  };
  button.addEventListener("click", async () => {
    button.hidden = true;
    const missing = await missingOf(list);
    if (!missing.length) {
      await remove();
      words.textContent = "The site's files are removed from this device. Your own plan and log are still there.";
      button.hidden = false;
      button.textContent = `Keep this site on my device (${size})`;
      button.focus();
      return;
    }
    progress.hidden = false;
    progress.max = list.files.length;
    const tell = (/** @type {number} */ left) => {
      progress.value = list.files.length - left;
      // Read out in steps: every file would be too many words.
      const tenth = Math.floor((10 * progress.value) / progress.max) * 10;
      words.textContent = `Keeping the site: ${tenth} % of ${list.files.length} files. Please leave this page open.`;
    };
    const refused = await keepAll(missing, tell);
    progress.hidden = true;
    if (refused.length) {
      words.textContent = `${refused.length} of ${list.files.length} files could not be kept, so some pages may be missing without a network. Is there room on this device? Not kept: ${refused.join(", ")}.`;
      button.hidden = false;
      button.textContent = "Try again";
    } else {
      navigator.storage?.persist?.();
      await offer();
    }
    button.focus();
  });
  await offer();
}

/** @param {string} file */
async function cacheOf(file) {
  return caches.open(PREFIX + (FIXED.test(file) ? "fixed" : "pages"));
}

/** @param {List} list */
async function missingOf({ files }) {
  const kept = await Promise.all(
    files.map(async (file) => (await cacheOf(file)).match(new URL(file, siteUrl).href, { ignoreVary: true })),
  );
  return files.filter((_, number) => !kept[number]);
}

/**
 * @param {string[]} files
 * @param {(left: number) => void} tell
 * @returns {Promise<string[]>} what was refused
 */
async function keepAll(files, tell) {
  await navigator.serviceWorker.ready;
  const refused = /** @type {string[]} */ ([]);
  const left = [...files];
  let under = files.length;
  const work = async () => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) {
      try {
        await (await cacheOf(file)).add(new Request(new URL(file, siteUrl), { cache: "no-cache" }));
      } catch {
        refused.push(file || "the home page");
      }
      under -= 1;
      tell(under);
    }
  };
  tell(under);
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return refused.sort();
}

async function remove() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
}
