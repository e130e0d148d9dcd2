// Keeps the site usable without a network. What lies in a folder named by its content (runtime, shell) is taken as it is
// kept; everything else comes from the network first, and from what was kept where the network does not answer. So
// nothing is ever stale while there is a network.
//
// The site's build puts Workbox's parts into one file with it, and these names (widgets/build/bundle.py): RUNTIME, SHELL,
// the folders of this version, UP, from here to the files that all languages share, CORE, what is kept after any first visit, and WANTED, what a kept runtime needs beside it. A new version makes a new file. It keeps
// itself beside the old one, and waits: a page that is open goes on with what it began with.

import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

const { scope } = self.registration;
const PREFIX = `neutral-spine ${scope} `;
const FIXED_CACHE = `${PREFIX}fixed`;
const PAGES_CACHE = `${PREFIX}pages`;
/** The folder of all files that the site may ask for: another language's site stands in one of its folders, and shares files. */
const FILES = new URL(UP || ".", scope).href;
const OFFLINE = `${scope}offline/`;
const PATIENCE = 5; // seconds that a page may take before the kept one is shown
const FIXED = /\/assets\/(?:runtime|shell)\/([0-9a-f]{16})\//;
/** A recording of the voice: named by its content too, but not by a folder. */
const VOICE = /\/assets\/voice\/[\w-]+\.[0-9a-f]{8}\.mp3$/;
const SHELLS_KEPT = 3; // small; a kept page of an older version asks for its own

const inScope = (url) => url.href.startsWith(FILES);
// Each piece of a page is asked for again, so that an old one never meets a new page.
const fetchOptions = { cache: "no-cache" };
/** A page has one key, its address with the last slash, whatever address the host serves it at. */
const pageKey = (url) => {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/index\.html$/, "/").replace(/\/([^/.]+)$/, "/$1/");
};
/** For hosts that redirect between the addresses of one page. */
const oneAddress = {
  cacheKeyWillBeUsed: async ({ request }) => pageKey(request.url),
  // An answer that only redirects is no page.
  cacheWillUpdate: async ({ response }) => (response.status === 200 ? response : null),
  // A browser refuses a navigation's answer that was redirected on its way into the cache.
  cachedResponseWillBeUsed: async ({ cachedResponse }) =>
    cachedResponse?.redirected ? new Response(cachedResponse.body, cachedResponse) : cachedResponse,
};
const kept = {
  cacheName: PAGES_CACHE,
  networkTimeoutSeconds: PATIENCE,
  matchOptions: { ignoreSearch: true, ignoreVary: true },
  plugins: [oneAddress],
};

registerRoute(
  ({ url }) => inScope(url) && FIXED.test(url.pathname),
  new CacheFirst({ cacheName: FIXED_CACHE, matchOptions: { ignoreVary: true } }),
);
registerRoute(
  ({ url, request }) => inScope(url) && request.mode === "navigate",
  new NetworkFirst({
    ...kept,
    plugins: [
      oneAddress,
      {
        requestWillFetch: async ({ request }) => new Request(request, fetchOptions),
        // A page that is not kept: say so. Sent there, not answered with it: its links are relative to its own address.
        // Browsers carry on what stands behind `#`; a plan may have slid behind `?`.
        handlerDidError: async ({ request }) =>
          pageKey(request.url) === OFFLINE ? undefined : Response.redirect(OFFLINE + new URL(request.url).search),
      },
    ],
  }),
);
registerRoute(
  ({ url }) => inScope(url) && VOICE.test(url.pathname),
  new CacheFirst({ cacheName: PAGES_CACHE, matchOptions: kept.matchOptions, plugins: [oneAddress] }),
);
registerRoute(
  ({ url }) => inScope(url) && !url.pathname.includes("/livereload/"),
  new NetworkFirst({ ...kept, fetchOptions }),
);

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", ({ data }) => data?.type === "USE_NOW" && self.skipWaiting());

/**
 * Keeps what every reader may need without a network, and all that is kept already anew: what has not changed costs a
 * question each. A worker without all of it is still better than none.
 */
async function prepare() {
  const pages = await caches.open(PAGES_CACHE);
  const fixed = await caches.open(FIXED_CACHE);
  const core = self.navigator.connection?.saveData ? [OFFLINE] : CORE.map((path) => new URL(path, scope).href);
  const old = (await pages.keys()).map(({ url }) => url);
  // Where a reader has kept the runtime, the new one takes its place before the old one goes; and the kept pages' new HTML
  // names the new shell's files.
  const had = (await fixed.keys()).map(({ url }) => url);
  const isRuntime = (url) => url.includes("/assets/runtime/");
  const anew = had.map((url) => url.replace(FIXED, isRuntime(url) ? `/assets/runtime/${RUNTIME}/` : `/assets/shell/${SHELL}/`));
  const beside = had.some(isRuntime) ? WANTED.map((path) => new URL(path, scope).href) : [];
  await Promise.allSettled([...new Set([...core, ...old, ...anew, ...beside])].map((url) => keep(url, pages, fixed)));
}

/**
 * @param {string} url
 * @param {Cache} pages
 * @param {Cache} fixed
 */
async function keep(url, pages, fixed) {
  if (VOICE.test(url)) {
    const { status } = await fetch(url, { method: "HEAD" });
    return status === 404 && pages.delete(url); // Its words have changed: another one is asked for when it is needed.
  }
  if (!FIXED.test(url)) return pages.add(new Request(url, fetchOptions));
  if (!(await fixed.match(url, { ignoreVary: true }))) return fixed.add(url);
}

/** Forgets runtimes of older versions, once the new one is here or none was ever kept, and all but the last shells. */
async function takeOver() {
  const fixed = await caches.open(FIXED_CACHE);
  const requests = await fixed.keys();
  const complete = requests.some(({ url }) => url.includes(`/assets/runtime/${RUNTIME}/`));
  const shells = [...new Set(requests.map(({ url }) => url.match(/\/assets\/shell\/([0-9a-f]{16})\//)?.[1]))];
  const old = shells.filter((name) => name && name !== SHELL).slice(0, -SHELLS_KEPT);
  for (const request of requests) {
    const name = request.url.match(FIXED)?.[1];
    const isRuntime = request.url.includes("/assets/runtime/");
    if (isRuntime ? complete && name !== RUNTIME : old.includes(name)) await fixed.delete(request);
  }
  const strange = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(strange.filter((name) => name !== FIXED_CACHE && name !== PAGES_CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}
