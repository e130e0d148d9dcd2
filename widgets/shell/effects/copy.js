/** @import { Answer } from "../types.js" */

/**
 * Copies a text, where the browser lets a page do that.
 * @param {{text: string}} effect
 * @returns {Promise<Answer>}
 */
export async function copy({ text }) {
  try {
    await navigator.clipboard.writeText(text);
    return { name: "copied", value: true };
  } catch {
    return { name: "copied", value: false }; // No leave, or no such thing on a page without HTTPS.
  }
}
