// Fetches a library that is not part of Python's start, when Python first asks for it, and keeps it for use without a
// network where the site keeps anything.

import { keepForOffline } from "./offline.js";
import { runtimeUrl } from "./settings.js";

/** @type {Map<string, Promise<ArrayBuffer>>} by name: several elements may ask for the same */
const libraries = new Map();

/**
 * @param {string} library
 * @returns {Promise<ArrayBuffer>} its wheel
 */
export function fetchLibrary(library) {
  let wheel = libraries.get(library);
  if (!wheel) {
    wheel = fetchWheel(library);
    libraries.set(library, wheel);
    wheel.catch(() => libraries.delete(library)); // Another try asks the network again.
  }
  return wheel;
}

/** @param {string} library */
async function fetchWheel(library) {
  const { href } = new URL(`${library}.whl`, runtimeUrl);
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${href}: ${response.status}`);
  const wheel = await response.arrayBuffer();
  keepForOffline([href]);
  return wheel;
}
