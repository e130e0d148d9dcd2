// Says that a new version of the site is there and what is new in it. Nothing changes under a reader's hands: the new
// version waits until the pages of the old one are closed, or until the reader takes it now. While a timer or a session
// runs, nothing is said at all.

import { _, pgettext } from "../language.js";
import { offline, siteUrl, versionUrl } from "../settings.js";
import { leave } from "./leave.js";

const RUNS = ".ns-timer:is([data-state=running], [data-state=paused])";
const AGAIN = 20_000; // milliseconds until another look, while something runs

export async function startNews() {
  const registration = offline && (await registered());
  if (!registration) return;
  if (registration.waiting) tell(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) tell(worker);
    });
  });
}

/** @returns {Promise<ServiceWorkerRegistration | undefined>} */
async function registered() {
  try {
    return await navigator.serviceWorker.getRegistration(siteUrl);
  } catch {
    return undefined; // No such thing here; refused where cookies are blocked; in a sandboxed frame even its name throws.
  }
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
  /** @type {Element | null} what had the focus before a control of the bar */
  let before = null;
  bar.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget instanceof Element && !bar.contains(relatedTarget)) before = relatedTarget;
  });
  later.addEventListener("click", () => {
    leave(bar, before);
    bar.remove();
  });
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
