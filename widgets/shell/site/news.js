// Says that a new version of the site is there and what is new in it. Nothing changes under a reader's hands: the new
// version waits until the pages of the old one are closed, or until the reader takes it now. While a timer or a session
// runs, nothing is said at all.

import { _, pgettext } from "../language.js";
import { offline, siteUrl, versionUrl } from "../settings.js";

const RUNS = "[data-awake] :is([data-state=running], [data-state=paused])";
const AGAIN = 20_000; // milliseconds until another look, while something runs

export async function startNews() {
  if (!offline || !("serviceWorker" in navigator)) return;
  // Browsers that block cookies refuse the question.
  const registration = await navigator.serviceWorker.getRegistration(siteUrl).catch(() => undefined);
  if (!registration) return;
  if (registration.waiting) tell(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) tell(worker);
    });
  });
}

/** @param {ServiceWorker} worker */
async function tell(worker) {
  if (worker.state !== "installed" || document.querySelector(".ns-news")) return;
  if (document.querySelector(RUNS)) {
    setTimeout(() => tell(worker), AGAIN);
    return;
  }
  const bar = document.createElement("div");
  bar.className = "ns-news md-typeset";
  bar.setAttribute("role", "status");
  const words = document.createElement("p");
  const now = button(_("Use it now"));
  const later = button(pgettext("button", "Later"));
  bar.append(words, now, later);
  document.body.append(bar);
  words.textContent = [_("There is a new version of this site."), await whatIsNew()].join(" ");
  later.addEventListener("click", () => bar.remove());
  now.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage({ type: "USE_NOW" });
  });
}

async function whatIsNew() {
  try {
    const response = await fetch(versionUrl, { cache: "no-cache" });
    return (await response.json()).news ?? "";
  } catch {
    return "";
  }
}

/** @param {string} words */
function button(words) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ns-button ns-button--quiet";
  made.textContent = words;
  return made;
}
