/** @import { Answer } from "../types.js" */

/**
 * Asks the browser to keep the site's data when space is short, or only whether it does.
 * @param {{ask: boolean}} effect
 * @returns {Promise<Answer>} true, false, or null where the browser cannot say
 */
export async function persist({ ask }) {
  let value = null;
  try {
    const storage = navigator.storage; // Not there on an address that is not secure.
    value = (await (ask ? storage.persist() : storage.persisted())) ?? null;
  } catch {
    // It cannot say.
  }
  return { name: "persisted", value };
}
