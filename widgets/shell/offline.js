// Asks the browser to keep what readers may need without a network. The keeping itself is done by `sw.js` at the site's
// root (see `service-worker.js`); the whole site is kept by `site/keep.js`, when somebody asks for it.

import { filesUrl, offline, runtimeName, runtimeUrl, siteUrl, toolUrls } from "./settings.js";

/** Milliseconds between two looks at whether a timer still runs. */
const LOOK = 10_000;
/** In the session's store: which runtime this visit has fetched, where the browser's own cache has it. */
const FETCHED = "neutral-spine.fetched";

/** @returns {Promise<boolean>} whether a start of Python fetches nothing large */
export async function hasRuntime() {
  try {
    if (sessionStorage.getItem(FETCHED) === runtimeName) return true;
    const files = ["snapshot.bin.gz", "pyodide.asm.wasm"].map((name) => new URL(name, runtimeUrl).href);
    const kept = await Promise.all(files.map((url) => caches.match(url, { ignoreVary: true })));
    return kept.every(Boolean);
  } catch {
    return false; // Neither store can be had here.
  }
}

/** Keeps this page and the few that anybody may need, once this one has come to rest; those of the tools once Python is there. */
export function startKeeping() {
  if (document.readyState === "complete") keepForOffline([]);
  else addEventListener("load", () => setTimeout(() => keepForOffline([]), 1000), { once: true });
}

/** @param {string[]} fetched what the worker has fetched: the runtime, its own scripts, the catalogue */
export async function keepForOffline(fetched) {
  if (fetched.some((url) => url.startsWith(runtimeUrl))) markFetched();
  if (!("serviceWorker" in navigator)) return;
  try {
    if (offline) await keep(fetched);
    else await forget();
  } catch (error) {
    // Private windows and strict settings refuse; the site works without.
    console.info("not kept for use without a network:", error);
  }
}

function markFetched() {
  try {
    sessionStorage.setItem(FETCHED, runtimeName);
  } catch {
    // The next page asks the caches.
  }
}

/** @param {string[]} fetched */
async function keep(fetched) {
  await navigator.serviceWorker.register(new URL("sw.js", siteUrl), { scope: siteUrl, updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  // What came before the worker did has passed it by: name it, so that this first page works without a network too.
  const seen = performance.getEntriesByType("resource").map((entry) => entry.name);
  const here = location.href.split("#", 1)[0] ?? location.href;
  await ask(active, [here, ...seen, ...fetched]);
  if (!fetched.some((url) => url.startsWith(runtimeUrl))) return;
  await rest();
  await ask(active, toolUrls);
}

/**
 * @param {ServiceWorker | null} worker
 * @param {string[]} urls
 */
async function ask(worker, urls) {
  const ours = new Set(urls.filter((url) => url.startsWith(filesUrl)));
  // What is kept already came through the worker: no page is fetched twice for a visit.
  const missing = await Promise.all([...ours].map(async (url) => ((await caches.match(url)) ? [] : [url])));
  worker?.postMessage({ type: "CACHE_URLS", payload: { urlsToCache: missing.flat() } });
}

/** Waits while a timer runs in sight: a slow line has its pictures and its voice to bring then. */
async function rest() {
  while (!document.hidden && document.querySelector(".ns-timer[data-state=running]")) {
    await new Promise((done) => setTimeout(done, LOOK));
  }
}

/** A site that is being written is never served from a cache. */
async function forget() {
  const registration = await navigator.serviceWorker.getRegistration(siteUrl);
  if (registration?.scope === siteUrl) await registration.unregister();
}
