// Reads a file that the reader chose. It goes to Python as text, and nowhere else.

/** @import { Json } from "./types.js" */

/** Bytes; `MOST_FILE_BYTES` in `widgets/protocol.py`. */
const MOST = 20_000_000;

/**
 * @param {Element} control
 * @returns {control is HTMLInputElement}
 */
export function isFileField(control) {
  return control instanceof HTMLInputElement && control.type === "file";
}

/**
 * @param {HTMLInputElement} field
 * @returns {Promise<Json>} name, size and text; null where nothing was chosen
 */
export async function fileOf(field) {
  const file = field.files?.[0];
  if (!file) return null;
  const { name, size } = file;
  let text = null;
  try {
    if (size <= MOST) text = await file.text();
  } catch {
    // It went away, or may not be read: Python says so.
  }
  field.value = ""; // The same file can be chosen again.
  return { name, size, text };
}
