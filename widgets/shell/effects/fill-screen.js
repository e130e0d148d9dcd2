// An element whose view has `data-fills` fills the window, with the picture beside it; what lies behind is out of reach. The
// style sheet does it, by `data-fills` on the element, on its room and on the page. The effect adds the browser's own full
// screen, where there is one (iPhones have none for pages).

/** What an element takes along: the room that it shares with its picture. */
const ROOM = ".ns-timer-slot";

/** @type {HTMLElement | null} the element that fills the window */
let filling = null;
/** @type {Element[]} what lies behind it, out of reach */
const behind = [];

/**
 * Fills the window or leaves it, as the element's view says.
 * @param {HTMLElement} host
 */
export function fit(host) {
  if (host.querySelector("[data-fills]")) fill(host);
  else leave(host);
}

/**
 * @param {{on: boolean}} effect
 * @param {HTMLElement} host
 */
export function fillScreen({ on }, host) {
  // The leave that the tap gave may be over on a slow phone: then it fills the window alone.
  if (on) roomOf(host).requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
  else leaveFullScreen();
}

/** @param {HTMLElement} host */
function fill(host) {
  if (filling === host) return;
  if (filling) leave(filling);
  filling = host;
  mark(host, true);
  // After the frame that shows it: this restyles all of the page, which takes a slow phone a tenth of a second.
  requestAnimationFrame(() => setTimeout(() => {
    if (filling === host) behind.push(...othersOutside(roomOf(host)));
    for (const element of behind) element.toggleAttribute("inert", true);
  }));
}

/** @param {HTMLElement} host */
export function leave(host) {
  if (filling !== host) return;
  filling = null;
  mark(host, false);
  for (const element of behind.splice(0)) element.removeAttribute("inert");
  leaveFullScreen();
  host.scrollIntoView({ block: "nearest" });
}

function leaveFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
}

/**
 * @param {HTMLElement} host
 * @param {boolean} fills
 */
function mark(host, fills) {
  for (const element of [document.documentElement, roomOf(host), host]) element.toggleAttribute("data-fills", fills);
}

/**
 * @param {HTMLElement} host
 * @returns {HTMLElement}
 */
function roomOf(host) {
  return host.closest(ROOM) ?? host;
}

/**
 * All that stands beside an element and beside what it stands in, but not what speaks to screen readers.
 * @param {Element} room
 * @returns {Element[]}
 */
function othersOutside(room) {
  const found = [];
  for (let at = room; at.parentElement && at !== document.body; at = at.parentElement) {
    for (const other of at.parentElement.children) {
      const kept = other === at || other.hasAttribute("inert") || other.hasAttribute("aria-live");
      if (!kept && !(other instanceof HTMLScriptElement)) found.push(other);
    }
  }
  return found;
}

document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) filling?.dispatchEvent(new CustomEvent("ns-left-screen"));
});
