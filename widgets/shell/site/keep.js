// "Keep this site on my device": fetches every file that the site lists and names each one that was not kept. The service
// worker answers from them. Where this browser keeps nothing, the page says why.

import { _, digits, listed, ngettext } from "../language.js";
import { offline, siteUrl } from "../settings.js";

/**
 * @typedef {object} List `assets/offline.json`, written by the build
 * @property {number} bytes of all files on their way, about
 * @property {string[]} files from the site's root
 */

const PREFIX = `neutral-spine ${siteUrl} `;
const FIXED = /^(?:\.\.\/)*assets\/(?:runtime|shell)\/[0-9a-f]{16}\//;
const AT_ONCE = 4;
const MOST_NAMES = 10;
const WORKER_SECONDS = 20;

const WRITTEN = _("This copy of the site is being worked on, so nothing is kept for use without a network.");
const NOT_SECURE = _("This page was not opened over https, so the browser keeps nothing for use without a network.");
const REFUSED = _(
  "This browser, or this window, keeps nothing for use without a network. Private windows, and settings that block " +
    "cookies or site data, are the usual reasons. Everything else works. You can print any guide.",
);
const NO_LIST = _("The list of files did not come. Are you connected? Load this page again.");

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
  progress.setAttribute("aria-label", _("Files kept"));
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
  const size = _("{n} MB", { n: digits(Math.ceil(list.bytes / 1e6)) });
  const count = list.files.length;
  const offer = async () => {
    const missing = await missingOf(list);
    button.hidden = false;
    if (missing.length) {
      button.textContent = _("Keep this site on my device ({size})", { size });
      if (missing.length < count) words.textContent = _("Some of it is already here.");
    } else {
      button.textContent = _("Remove it from this device");
      words.textContent = ngettext(
        "{n} file is on this device. The site works here without a network.",
        "All {n} files are on this device. The site works here without a network.",
        count,
      );
    }
  };
  const change = async () => {
    const missing = await missingOf(list);
    if (!missing.length) {
      await remove();
      words.textContent = _("The site's files are removed from this device. Your own plan and log are still there.");
      button.textContent = _("Keep this site on my device ({size})", { size });
      return;
    }
    progress.hidden = false;
    progress.max = count;
    const tell = (/** @type {number} */ left) => {
      progress.value = count - left;
      // Read out in steps: every file would be too many words.
      const tenth = Math.floor((10 * progress.value) / progress.max) * 10;
      words.textContent = ngettext(
        "Keeping the site: {percent} % of {n} file. Please leave this page open.",
        "Keeping the site: {percent} % of {n} files. Please leave this page open.",
        count,
        { percent: tenth },
      );
    };
    const refused = await keepAll(missing, tell);
    if (refused.length) {
      const why = ngettext(
        "{n} of {all} files could not be kept, so some pages may be missing without a network. Is there room on this device?",
        "{n} of {all} files could not be kept, so some pages may be missing without a network. Is there room on this device?",
        refused.length,
        { all: digits(count) },
      );
      words.textContent = [why, _("Not kept: {files}.", { files: named(refused) })].join(" ");
      button.textContent = _("Try again");
    } else {
      navigator.storage?.persist?.().catch(() => {}); // The browser's word only: the files are kept.
      await offer();
    }
  };
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true"); // Hidden or disabled it would lose the focus.
    try {
      await change();
    } catch (error) {
      console.info("the site is not kept:", error);
      words.textContent = REFUSED;
      button.textContent = _("Try again");
    }
    progress.hidden = true;
    button.removeAttribute("aria-disabled");
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
  const names = listed(files.slice(0, MOST_NAMES));
  return more > 0 ? ngettext("{files} and {n} more", "{files} and {n} more", more, { files: names }) : names;
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
  return files.filter((_file, number) => !kept[number]);
}

/** Waits for the worker that answers from the files. Where it is refused, `ready` would be waited for without an end. */
async function workerIsReady() {
  await navigator.serviceWorker.register(new URL("sw.js", siteUrl), { scope: siteUrl, updateViaCache: "none" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let limit;
  await Promise.race([
    navigator.serviceWorker.ready,
    new Promise((_resolve, reject) => {
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
        refused.push(file || _("the home page"));
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
