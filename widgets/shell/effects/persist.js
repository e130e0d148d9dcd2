/** @import { Answer } from "../types.js" */

/**
 * Asks the browser to keep the site's data when space is short, or only whether it does.
 * @param {{ask: boolean, openly: boolean}} effect `openly`: also where the browser puts the question to the reader
 * @returns {Promise<Answer>} true, false, or null where the browser cannot say
 */
export async function persist({ ask, openly }) {
  let value = null;
  try {
    const storage = navigator.storage; // Not there on an address that is not secure.
    value = (await (ask && (openly || !asksReader()) ? storage.persist() : storage.persisted())) ?? null;
  } catch {
    // It cannot say.
  }
  return { name: "persisted", value };
}

/** @returns {boolean} Firefox alone asks; every browser says "prompt" of the permission, also those that decide by themselves */
function asksReader() {
  return navigator.userAgent.includes("Firefox/");
}
