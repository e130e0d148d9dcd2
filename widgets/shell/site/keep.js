// "Keep this site on my device": fetches every file that the site lists and names each one that was not kept. The service
// worker answers from them. Where this browser keeps nothing, the page says why.

import { offline, siteUrl } from "../settings.js";

/**
 * @typedef {object} List `assets/offline.json`, written by the build
 * @property {number} bytes of all files on their way, about
 * @property {string[]} files from the site's root
 */

const PREFIX = `neutral-spine ${siteUrl} `;
const FIXED = /^assets\/(?:runtime|shell)\/[0-9a-f]{16}\//;
const AT_ONCE = 4;
const MOST_NAMES = 10;
const WORKER_SECONDS = 20;

const WRITTEN = "This copy of the site is being worked on, so nothing is kept for use without a network.";
const NOT_SECURE = "This page was not opened over https, so the browser keeps nothing for use without a network.";
const REFUSED =
  "This browser, or this window, keeps nothing for use without a network. Private windows, and settings that block " +
  "cookies or site data, are the usual reasons. Everything else works. You can print any guide.";
const NO_LIST = "The list of files did not come. Are you connected? Load this page again.";

/** @param {HTMLElement} place gets the button */
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
  const never = await whyNotKept();
  if (never) {
    words.textContent = never;
    return;
  }
  /** @type {List} */
  let list;
  try {
    list = await (await fetch(new URL("assets/offline.json", siteUrl))).json();
  } catch {
    words.textContent = NO_LIST;
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
  };
  const change = async () => {
    const missing = await missingOf(list);
    if (!missing.length) {
      await remove();
      words.textContent = "The site's files are removed from this device. Your own plan and log are still there.";
      button.textContent = `Keep this site on my device (${size})`;
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
    if (refused.length) {
      words.textContent = `${refused.length} of ${list.files.length} files could not be kept, so some pages may be missing without a network. Is there room on this device? Not kept: ${named(refused)}.`;
      button.textContent = "Try again";
    } else {
      navigator.storage?.persist?.().catch(() => {}); // The browser's word only: the files are kept.
      await offer();
    }
  };
  let running = false;
  button.addEventListener("click", async () => {
    if (running) return;
    running = true;
    button.hidden = true;
    try {
      await change();
    } catch (error) {
      console.info("the site is not kept:", error);
      words.textContent = REFUSED;
      button.textContent = "Try again";
    }
    running = false;
    progress.hidden = true;
    button.hidden = false;
    button.focus();
  });
  await offer();
}

/** @returns {Promise<string | null>} why this browser keeps nothing, in words for a reader; null where it does */
async function whyNotKept() {
  if (!offline) return WRITTEN;
  if (!isSecureContext) return NOT_SECURE;
  if (!("serviceWorker" in navigator) || !("caches" in globalThis)) return REFUSED;
  try {
    await caches.has(PREFIX);
    await navigator.serviceWorker.getRegistration(siteUrl);
    return null;
  } catch {
    return REFUSED;
  }
}

/** @param {string[]} files */
function named(files) {
  const more = files.length - MOST_NAMES;
  const names = files.slice(0, MOST_NAMES).join(", ");
  return more > 0 ? `${names} and ${more} more` : names;
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

/** Waits for the worker that answers from the files. Where it is refused, `ready` would be waited for without an end. */
async function workerIsReady() {
  await navigator.serviceWorker.register(new URL("sw.js", siteUrl), { scope: siteUrl, updateViaCache: "none" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let limit;
  await Promise.race([
    navigator.serviceWorker.ready,
    new Promise((_, reject) => {
      limit = setTimeout(() => reject(new Error("the service worker did not start")), WORKER_SECONDS * 1000);
    }),
  ]);
  clearTimeout(limit);
}

/**
 * @param {string[]} files
 * @param {(left: number) => void} tell
 * @returns {Promise<string[]>} the files that were refused
 */
async function keepAll(files, tell) {
  await workerIsReady();
  const refused = /** @type {string[]} */ ([]);
  const left = [...files];
  let under = files.length;
  const work = async () => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) {
      try {
        await (await cacheOf(file)).add(new Request(new URL(file, siteUrl), { cache: "no-cache" }));
      } catch (error) {
        refused.push(file || "the home page");
        // No room: the rest would be fetched for nothing.
        if (isFull(error)) refused.push(...left.splice(0));
      }
      under -= 1;
      tell(under);
    }
  };
  tell(under);
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return refused.sort();
}

/** @param {unknown} error */
function isFull(error) {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}

async function remove() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
}
