// How fast the line is, by what has come over it for this page: nothing is fetched to find out.

/** Bytes a second below which a line is slow: on one that is just as fast the recorded voice's files take half a second. */
const SLOW = 400_000;
/** Bytes from which on there is something to judge by. */
const ENOUGH = 15_000;

/** @typedef {Pick<PerformanceResourceTiming, "transferSize" | "encodedBodySize" | "responseStart" | "responseEnd">} Came */

/** @returns {boolean} whether the line is slow, or its reader asks for little to be fetched */
export function isSlow() {
  const connection = /** @type {{saveData?: boolean} | undefined} */ (Reflect.get(navigator, "connection"));
  const came = ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type));
  return connection?.saveData === true || rate(/** @type {any} */ (came)) < SLOW;
}

/**
 * @param {readonly Came[]} came
 * @returns {number} bytes a second, while anything came; infinite where too little did
 */
export function rate(came) {
  // What a cache had has come over no line.
  const real = came.filter((one) => one.transferSize !== 0 && one.encodedBodySize > 0 && one.responseEnd > one.responseStart);
  const bytes = real.reduce((sum, one) => sum + one.encodedBodySize, 0);
  let [busy, end] = [0, 0];
  for (const one of real.sort((a, b) => a.responseStart - b.responseStart)) {
    busy += Math.max(0, one.responseEnd - Math.max(end, one.responseStart));
    end = Math.max(end, one.responseEnd);
  }
  return bytes < ENOUGH ? Infinity : (1000 * bytes) / busy;
}
