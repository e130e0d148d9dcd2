// The one media element: what lock screens and headsets steer, and what goes on while the screen is locked. It plays
// either nothing audible (so that the steering works) or the track of listen mode. It has the phone to itself while it
// plays and may pause the reader's music, so it plays only where the reader chose that.

/** @import { Part } from "../types.js" */

const NOTHING_SECONDS = 10; // Chromium gives no controls to what is shorter than five.

/** What an element hears of a lock screen, a headset or a media key: mostly the events of its own buttons. */
const ACTIONS = /** @type {const} */ ({
  play: "resume",
  pause: "pause",
  nexttrack: "next-track",
  previoustrack: "previous-track",
  seekforward: "skip",
  seekbackward: "back",
  stop: "stop",
});

/** @type {HTMLAudioElement | null} */
let element = null;
/** @type {string | null} */
let nothing = null;
/** Whether it is to play. */
let wanted = false;
/** @type {((name: string) => void) | null} */
let tell = null;
/** @type {(() => void) | null} what to do as the track ends */
let ended = null;

/** @returns {HTMLAudioElement | null} */
function player() {
  if (element || !("Audio" in globalThis)) return element;
  element = new Audio();
  element.preload = "auto";
  element.addEventListener("pause", () => {
    // A call, or headphones pulled out. As a track ends it pauses too.
    if (wanted && element?.paused && !element.ended) tell?.("pause");
  });
  element.addEventListener("ended", () => ended?.());
  return element;
}

/**
 * Safari lets an element play only if it was first started in a tap, and asks what the sound is for: there it is started
 * with nothing, as sound that pauses no music. Elsewhere one tap anywhere is leave enough.
 */
export function unlockMedia() {
  if (!navigator.audioSession || element) return;
  const audio = player();
  if (!audio) return;
  navigator.audioSession.type = "ambient";
  audio.src = silence(0.1);
  audio.play().catch(() => {});
}

/**
 * Steers an element from lock screens and headsets.
 * @param {Part} part what they show
 * @param {(name: string) => void} heard is told the event
 */
export function showOn(part, heard) {
  tell = heard;
  if (!navigator.mediaSession) return;
  showPart(part);
  for (const [action, name] of Object.entries(ACTIONS)) handle(/** @type {MediaSessionAction} */ (action), () => heard(name));
}

/** @param {Part} part */
export function showPart({ title, about }) {
  if (!navigator.mediaSession || !("MediaMetadata" in globalThis)) return;
  navigator.mediaSession.metadata = new MediaMetadata({ title, artist: about, album: "Neutral Spine" });
}

/** @param {boolean} going */
export function showGoing(going) {
  if (navigator.mediaSession) navigator.mediaSession.playbackState = going ? "playing" : "paused";
}

/** Steers nothing any more. */
export function showNothing() {
  tell = null;
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = null;
  session.playbackState = "none";
  for (const action of Object.keys(ACTIONS)) handle(/** @type {MediaSessionAction} */ (action), null);
}

/** Plays nothing audible, until `halt`. */
export function playNothing() {
  nothing ??= silence(NOTHING_SECONDS);
  const audio = player();
  if (!audio || (audio.src === nothing && !audio.paused)) return;
  ended = null;
  wanted = true;
  audio.src = nothing;
  audio.loop = true;
  audio.play().catch(() => {});
}

/**
 * Plays a track.
 * @param {string} url
 * @param {() => void} atEnd
 * @returns {Promise<HTMLAudioElement | null>} once it plays; null where the browser does not let it
 */
export async function playTrack(url, atEnd) {
  const audio = player();
  if (!audio) return null;
  halt();
  ended = atEnd;
  wanted = true;
  audio.loop = false;
  audio.src = url;
  try {
    await audio.play();
    return audio;
  } catch {
    return null;
  }
}

export function halt() {
  ended = null;
  wanted = false;
  element?.pause();
}

/**
 * @param {MediaSessionAction} action
 * @param {(() => void) | null} handler
 */
function handle(action, handler) {
  try {
    navigator.mediaSession.setActionHandler(action, handler);
  } catch {
    // An action that this browser does not know.
  }
}

/** @param {number} seconds */
function silence(seconds) {
  const rate = 8000;
  return wav(new Int16Array(seconds * rate), rate);
}

/**
 * @param {Int16Array<ArrayBuffer>} samples
 * @param {number} rate samples in a second
 * @returns {string} the address of a sound file; to be revoked when it is not needed any more
 */
export function wav(samples, rate) {
  const head = new DataView(new ArrayBuffer(44));
  const texts = /** @type {const} */ ([[0, "RIFF"], [8, "WAVE"], [12, "fmt "], [36, "data"]]);
  for (const [place, text] of texts) [...text].forEach((letter, i) => head.setUint8(place + i, letter.charCodeAt(0)));
  head.setUint32(4, 36 + samples.byteLength, true);
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true); // plain samples
  head.setUint16(22, 1, true); // one channel
  head.setUint32(24, rate, true);
  head.setUint32(28, rate * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  head.setUint32(40, samples.byteLength, true);
  return URL.createObjectURL(new Blob([head, samples], { type: "audio/wav" }));
}
