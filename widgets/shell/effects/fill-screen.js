// Lets an element, with the picture beside it, fill the screen: by the Fullscreen API where there is one, by the style
// sheet everywhere (iPhones have none for pages). `data-big` says so to the style sheet and to the keys.

/** What an element takes along: the room that it shares with its picture. */
const ROOM = ".ns-timer-slot, [data-big-room]";

/** @type {HTMLElement | null} the element that fills the screen */
let filling = null;
/** @type {Element[]} what lies behind it, out of reach */
let behind = [];

/**
 * @param {{on: boolean}} effect
 * @param {HTMLElement} host
 */
export function fillScreen({ on }, host) {
  if (on) fill(host);
  else leave(host);
}

/** @param {HTMLElement} host */
function fill(host) {
  if (filling === host) return;
  if (filling) leave(filling);
  filling = host;
  const room = roomOf(host);
  host.toggleAttribute("data-big", true);
  room.toggleAttribute("data-big", true);
  behind = othersOutside(room);
  for (const element of behind) element.toggleAttribute("inert", true);
  // The leave that the tap gave may be over on a slow phone: then the style sheet alone fills the window.
  room.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
}

/** @param {HTMLElement} host */
export function leave(host) {
  if (filling !== host) return;
  filling = null;
  const room = roomOf(host);
  host.removeAttribute("data-big");
  room.removeAttribute("data-big");
  for (const element of behind.splice(0)) element.removeAttribute("inert");
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  host.scrollIntoView({ block: "nearest" });
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
