// Keeps the site usable without a network: the runtime as it is (its folder's name changes with its content), everything
// else from the network first and from what was kept where the network does not answer. So nothing is ever stale while
// there is a network.
//
// The site's build puts Workbox's parts into one file with it, and the runtime's name, as RUNTIME
// (widgets/finish/bundle.py). A new runtime makes a new file, which replaces the old one and its caches.

import { registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

const PREFIX = `neutral-spine ${self.registration.scope} `;
const RUNTIME_CACHE = `${PREFIX}runtime ${RUNTIME}`;
const PAGES_CACHE = `${PREFIX}pages ${RUNTIME}`;
const OFFLINE = `${self.registration.scope}offline/`;
const PATIENCE = 5; // seconds that a page may take before the kept one is shown

const inScope = (url) => url.href.startsWith(self.registration.scope);
// Each piece of a page is asked for again, so that an old script never meets a new page.
const fetchOptions = { cache: "no-cache" };
const kept = {
  cacheName: PAGES_CACHE,
  networkTimeoutSeconds: PATIENCE,
  matchOptions: { ignoreSearch: true, ignoreVary: true },
};

registerRoute(
  ({ url }) => inScope(url) && url.pathname.includes(`/assets/runtime/${RUNTIME}/`),
  new CacheFirst({ cacheName: RUNTIME_CACHE }),
);
registerRoute(
  ({ url, request }) => inScope(url) && request.mode === "navigate",
  new NetworkFirst({
    ...kept,
    plugins: [
      {
        requestWillFetch: async ({ request }) => new Request(request, fetchOptions),
        // A page that is not kept: say so. Sent there, not answered with it: its links are relative to its own address.
        handlerDidError: async ({ request }) => (request.url === OFFLINE ? undefined : Response.redirect(OFFLINE)),
      },
    ],
  }),
);
registerRoute(
  ({ url }) => inScope(url) && !url.pathname.includes("/livereload/"),
  new NetworkFirst({ ...kept, fetchOptions }),
);

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

/** Keeps the page that says that there is no network. A worker without it is still better than none. */
async function prepare() {
  self.skipWaiting();
  await Promise.allSettled([(await caches.open(PAGES_CACHE)).add(new Request(OFFLINE, fetchOptions))]);
}

/** Fetches the kept pages anew for this version, and forgets the version before. */
async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  const old = names.filter((name) => name !== RUNTIME_CACHE && name !== PAGES_CACHE);
  const pages = await caches.open(PAGES_CACHE);
  for (const name of old.filter((one) => one.startsWith(`${PREFIX}pages `))) {
    const requests = await (await caches.open(name)).keys();
    await Promise.allSettled(requests.map((request) => pages.add(new Request(request.url, { cache: "no-cache" }))));
  }
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}
