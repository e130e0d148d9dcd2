// Reads the part of an address behind `#`, which may be no valid encoding.

/**
 * @param {string} hash such as `#warning%20signs`
 * @returns {string} its text without `#`; as it is where it is no valid encoding
 */
export function fragmentOf(hash) {
  const text = hash.slice(1);
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
